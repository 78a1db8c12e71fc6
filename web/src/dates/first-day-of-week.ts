/** A day on which somebody wants weeks to begin, whatever their locale says. */
export type FirstDayOfWeek = 'monday' | 'saturday' | 'sunday';

/** A day of the week as Date counts: Sunday is 0, Saturday 6. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const WEEKDAYS: Readonly<Record<FirstDayOfWeek, Weekday>> = {
  sunday: 0,
  monday: 1,
  saturday: 6,
};

/** What a browser knows of a locale's weeks; some have it as a method, some as a property, Firefox not at all. */
interface WeekAware {
  readonly getWeekInfo?: () => { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/**
 * The regions whose weeks begin on another day than Monday: CLDR 48, supplemental/weekData.xml, as compared with what
 * the runtime says by the test of this file.
 */
const BEGIN_ON: readonly (readonly [Weekday, string])[] = [
  [5, 'MV'],
  [6, 'AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'],
  [
    0,
    'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE ' +
      'PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW',
  ],
];

/** The day on which weeks begin: the one that was chosen, else the usual one of the locale's region. */
export function firstDayOfWeek(chosen: FirstDayOfWeek | null, locale: string): Weekday {
  return chosen === null ? usualFirstDay(locale) : WEEKDAYS[chosen];
}

/** Monday where the locale is unknown, as in most of the world. */
export function usualFirstDay(locale: string): Weekday {
  try {
    const known: Intl.Locale & WeekAware = new Intl.Locale(locale);
    const week = known.getWeekInfo?.() ?? known.weekInfo;
    // Intl counts from Monday, which is 1, to Sunday, which is 7.
    return week === undefined ? firstDayIn(known) : ((week.firstDay % 7) as Weekday);
  } catch {
    return WEEKDAYS.monday;
  }
}

function firstDayIn(locale: Intl.Locale): Weekday {
  const region = locale.region ?? locale.maximize().region ?? '';
  const found = BEGIN_ON.find(([, regions]) => regions.split(' ').includes(region));
  return found?.[0] ?? WEEKDAYS.monday;
}
