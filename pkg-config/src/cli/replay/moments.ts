// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * From an hour of a civil day in a zone to its instant. The host's `Intl` knows the zones.
 */

/** The instant of an hour of a civil day in a zone; in the hour that a change of clocks skips, the one after it. */
export function instantOf(zone: Intl.DateTimeFormat, day: number, hour: number): Date {
  const civil = (day * 24 + hour) * 3_600_000;
  let instant = civil;
  for (let round = 0; round < 2; round++) {
    const part: Record<string, number> = {};
    for (const { type, value } of zone.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day: monthDay = 1, hour: hours = 0, minute = 0, second = 0 } = part;
    instant += civil - Date.UTC(year, month - 1, monthDay, hours, minute, second);
  }
  return new Date(instant);
}

/** A zone, ready to be asked. */
export const zoneOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
