import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { currentLanguage } from '@/language/language';

/** A sentence for each code of a refusal (docs/errors.md) that somebody at the app can meet. */
const PROBLEMS: ReadonlyMap<string, MessageDescriptor> = new Map([
  ['bad_request', msg`The server could not read this request. Reload the page, then try again.`],
  ['unauthenticated', msg`Your session has ended. Log in again.`],
  ['wrong_credentials', msg`Name and password do not belong together.`],
  ['forbidden', msg`You may look at this, and not change it.`],
  ['registration_closed', msg`New accounts are not taken here at the moment.`],
  ['wrong_password', msg`This is not your current password.`],
  ['not_found', msg`This is not there any more.`],
  ['body_too_slow', msg`The connection was too slow. Nothing was changed; try again.`],
  ['category_exists', msg`There is a category of this name already.`],
  ['currency_fixed', msg`The currency can change only while nothing is recorded.`],
  ['email_taken', msg`Another account has this email address.`],
  ['name_taken', msg`Another account has this user name.`],
  ['sample_data_present', msg`The sample data is there already.`],
  ['stale', msg`This was changed in the meantime. Look at it as it is now, then try again.`],
  ['body_too_large', msg`This is more than the server takes at once.`],
  ['validation_failed', msg`One or more fields need another value.`],
  ['wallet_total_too_large', msg`The total would be larger than Outlay can reckon exactly.`],
  ['internal_error', msg`Something went wrong on the server. Try again in a moment.`],
  ['busy', msg`The server is busy. Nothing was changed; try again in a moment.`],
  [
    'outcome_unknown',
    msg`The server lost its database just then. Try again: nothing is recorded twice.`,
  ],
  [
    'storage_failed',
    msg`The server could not store this. Nothing was changed; try again in a moment.`,
  ],
  [
    'storage_full',
    msg`The server has no room left. Nothing was changed; what is there can still be read.`,
  ],
  ['stopping', msg`The server is restarting. Try again in a moment.`],
]);

/** The same for the codes of single fields. */
const FIELDS: ReadonlyMap<string, MessageDescriptor> = new Map([
  ['amount_format', msg`This is not an amount.`],
  ['amount_not_positive', msg`The amount must be more than zero.`],
  ['amount_too_large', msg`This amount is too large.`],
  ['amount_too_precise', msg`The currency has fewer decimals.`],
  ['character_refused', msg`There is a character in it that cannot be stored.`],
  ['currency_unknown', msg`There is no such currency.`],
  ['date_format', msg`This is not a date.`],
  ['date_unknown', msg`There is no such day.`],
  ['date_out_of_range', msg`The date is too far away.`],
  ['email_format', msg`This is not an email address.`],
  ['locale_format', msg`There is no such region.`],
  ['month_format', msg`This is not a month.`],
  ['month_unknown', msg`There is no such month.`],
  ['password_too_short', msg`Use at least 8 characters.`],
  ['required', msg`This is needed.`],
  ['time_zone_unknown', msg`There is no such time zone.`],
  ['too_long', msg`This is too long.`],
  ['too_short', msg`This is too short.`],
  ['too_large', msg`This is too large.`],
  ['too_small', msg`This is too small.`],
  ['username_characters', msg`Use only letters, digits, dots, dashes and underscores.`],
  ['username_length', msg`Use 3 to 64 characters.`],
  ['username_or_email_required', msg`Give a user name or an email address.`],
]);

/**
 * What to show of a refusal: the server's own sentence where people read English, since it tells more than a code can;
 * else ours for its code; the server's again where the code is newer than this app.
 */
export function problemSentence(code: string, detail: string): string {
  return translated(PROBLEMS, code, detail);
}

/** The same for one refused field. */
export function fieldSentence(code: string, message: string): string {
  return translated(FIELDS, code, message);
}

function translated(
  texts: ReadonlyMap<string, MessageDescriptor>,
  code: string,
  english: string,
): string {
  const text = currentLanguage() === 'en' ? undefined : texts.get(code);
  return text === undefined ? english : i18n._(text);
}
