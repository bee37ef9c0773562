// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Civil days as whole numbers: dates, months, weekends. No time of day and no zone.
 */

const DAY = 86_400_000;

/** Days since 1970 of `YYYY-MM-DD`. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** `YYYY-MM-DD` of a day. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** From 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: number): number => (day + 3) % 7;

/** The first working day from a day on, in a direction. Public holidays are no concern of a persona. */
export function workingDay(day: number, step: 1 | -1): number {
  let at = day;
  while (weekdayOf(at) > 4) at += step;
  return at;
}

/** A month of a year. */
export interface Month {
  year: number;
  /** From 1. */
  month: number;
  /** `YYYY-MM` */
  name: string;
}

/** All months that have a day between two days. */
export function months(from: number, to: number): Month[] {
  const found: Month[] = [];
  for (let name = dateOf(from).slice(0, 7); dayOf(`${name}-01`) <= to; ) {
    const [year = 0, month = 0] = name.split('-').map(Number);
    found.push({ year, month, name });
    name = dateOf(dayOf(`${name}-28`) + 5).slice(0, 7);
  }
  return found;
}

/** A day of a month, or its last. */
export function inMonth({ name }: Month, monthDay: number): number {
  for (let at = monthDay; ; at--) {
    const day = dayOf(`${name}-${String(at).padStart(2, '0')}`);
    if (!Number.isNaN(day) && dateOf(day).startsWith(name)) return day;
  }
}
