// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Figures as words: times in a fitting unit, ratios with their spread, counts with a comma between thousands.
 */
import { median, quantile } from './turns.mjs';

export const grouped = (number) => Math.round(number).toLocaleString('en-US');
const three = (number) => (number >= 99.5 ? grouped(number) : number >= 9.95 ? number.toFixed(1) : number >= 0.0995 ? number.toFixed(2) : number.toPrecision(2));

/** Milliseconds as a text with its unit. */
export function duration(ms) {
  if (ms < 0.0995) return `${three(ms * 1000)} µs`;
  return ms < 9_950 ? `${three(ms)} ms` : `${three(ms / 1000)} s`;
}

/** The median, and the quartiles in brackets. */
export const times = (list) => `${duration(median(list))} (${duration(quantile(list, 0.25))} to ${duration(quantile(list, 0.75))})`;

export const factor = ({ middle, low, high }) => `${three(middle)} (${three(low)} to ${three(high)})`;

export const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : '–');

/** A line where the other side is faster; nothing where it is not. `theirs` is their time over ours. */
export const winning = (who, what, theirs) => (theirs.middle < 0.98 ? [`${who} at ${what}: ${three(1 / theirs.middle)} times as fast as the package`] : []);
