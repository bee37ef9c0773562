// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Civil dates as `YYYY-MM-DD` strings, and the arithmetic that the sample data needs.
 *
 * Invariants: no time zone inside; "today" enters through `today(zone, at)` only.
 */

const DAY = 86_400_000;

/** The civil date in `zone` at the instant `at`. */
export function today(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

export function dayOfMonth(date: string): number {
  return Number(date.slice(8));
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(Date.parse(date)).getUTCDay();
}

/** The same day `months` later, or that month's last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(first + (Math.min(dayOfMonth(date), length) - 1) * DAY).toISOString().slice(0, 10);
}

/** The day itself, or the last working day before it. */
export function workingDayBefore(date: string): string {
  const day = weekday(date);
  return day === 6 ? addDays(date, -1) : day === 0 ? addDays(date, -2) : date;
}

/** The first day from `date` on that every month has. */
export function dayEveryMonthHas(date: string): string {
  return dayOfMonth(date) > 28 ? dayEveryMonthHas(addDays(date, 1)) : date;
}

/** Every monthly occurrence of `anchor`'s day from `from` to `to`, oldest first. */
export function monthly(anchor: string, from: string, to: string): string[] {
  const dates: string[] = [];
  for (let step = -24; step <= 24; step += 1) {
    const date = addMonths(anchor, step);
    if (date >= from && date <= to) dates.push(date);
  }
  return dates;
}
