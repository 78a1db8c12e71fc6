import { answerOf, api } from '@/api/client';
import { forgetToken, storeToken } from '@/api/token-store';
import type { WireMe, WireMeChanges, WireRegistration, WireToken } from '@/api/wire';
import type { FirstDayOfWeek } from '@/dates/first-day-of-week';
import type { DateOrder } from '@/dates/format-date';
import type { Language } from '@/language/language';
import type { MoneyFormat } from '@/money/format-amount';
import { knownLocale } from '@/money/known-locale';

export interface Wallet {
  readonly id: string;
  readonly name: string;
  /** ISO 4217 */
  readonly currency: string;
  /** IANA name; "today" and "this month" are reckoned in it. */
  readonly timeZone: string;
  readonly minorUnitDigits: number;
  readonly role: string;
  /** Whether the made-up expenses are in it that one may look around with. */
  readonly sampleData: boolean;
}

export interface Me {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly displayName: string;
  /** BCP 47; the browser's where the account names none. */
  readonly locale: string;
  /** Null where the account leaves it to the browser. */
  readonly language: Language | null;
  /** Null where the locale decides. */
  readonly dateOrder: DateOrder | null;
  /** Null where the locale decides. */
  readonly firstDayOfWeek: FirstDayOfWeek | null;
  readonly wallet: Wallet;
  /** How this user sees this wallet's amounts. */
  readonly money: MoneyFormat;
}

export interface Credentials {
  /** The user name or the email. */
  readonly name: string;
  readonly password: string;
}

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
}

/** Only what is named is changed. A new email needs the current password. */
export interface MeChanges {
  readonly displayName?: string;
  readonly email?: string | null;
  readonly currentPassword?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  /** Null leaves it to the browser. */
  readonly language?: Language | null;
  /** Null leaves it to the locale. */
  readonly dateOrder?: DateOrder | null;
  /** Null leaves it to the locale. */
  readonly firstDayOfWeek?: FirstDayOfWeek | null;
}

function meFrom(wire: WireMe): Me {
  const { wallet } = wire;
  const locale = knownLocale(wire.locale, navigator.language);
  return {
    id: wire.id,
    username: wire.username,
    email: wire.email,
    displayName: wire.display_name || wire.username,
    locale,
    language: wire.language,
    dateOrder: wire.date_format,
    firstDayOfWeek: wire.first_day_of_week,
    wallet: {
      id: wallet.id,
      name: wallet.name,
      currency: wallet.currency,
      timeZone: wallet.time_zone,
      minorUnitDigits: wallet.minor_unit_digits,
      role: wallet.role,
      sampleData: wallet.sample_data,
    },
    money: { currency: wallet.currency, digits: wallet.minor_unit_digits, locale },
  };
}

async function keepToken(call: Promise<{ data: WireToken }>): Promise<void> {
  const { data } = await call;
  storeToken(data.access_token, data.expires_in);
}

export async function logIn({ name, password }: Credentials): Promise<void> {
  await keepToken(answerOf(api.POST('/login', { body: { username: name, password } })));
}

export async function register(registration: Registration): Promise<void> {
  const { username, email, password, currency, timeZone, locale } = registration;
  const named = { ...(username ? { username } : {}), ...(email ? { email } : {}) };
  const body = { ...named, password, currency, time_zone: timeZone, locale } as WireRegistration;
  await keepToken(answerOf(api.POST('/register', { body })));
}

/** Ends the session here whatever happens, and at the server when it can be reached. */
export async function logOut(): Promise<void> {
  try {
    await answerOf(api.POST('/logout'));
  } finally {
    forgetToken();
  }
}

export async function fetchMe(signal: AbortSignal): Promise<Me> {
  return meFrom((await answerOf(api.GET('/me', { signal }))).data);
}

export async function updateMe(changes: MeChanges): Promise<Me> {
  const body = {
    ...(changes.displayName !== undefined && { display_name: changes.displayName }),
    ...(changes.email !== undefined && { email: changes.email }),
    ...(changes.currentPassword !== undefined && { current_password: changes.currentPassword }),
    ...(changes.currency !== undefined && { currency: changes.currency }),
    ...(changes.timeZone !== undefined && { time_zone: changes.timeZone }),
    ...(changes.locale !== undefined && { locale: changes.locale }),
    ...(changes.language !== undefined && { language: changes.language }),
    ...(changes.dateOrder !== undefined && { date_format: changes.dateOrder }),
    ...(changes.firstDayOfWeek !== undefined && { first_day_of_week: changes.firstDayOfWeek }),
  } as WireMeChanges;
  return meFrom((await answerOf(api.PATCH('/me', { body }))).data);
}

/** Ends every other session and keeps this one, under a new token. */
export async function changePassword(current: string, next: string): Promise<void> {
  const body = { current_password: current, new_password: next };
  await keepToken(answerOf(api.POST('/me/password', { body })));
}
