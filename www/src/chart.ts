// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Small charts: a line, a band around it, ticks under it. Each is one picture to a screen reader, with a sentence as its name.
 *
 * In: decimal strings in the order of time. Out: an `<svg>` that fills its box; words and figures stand beside it, as text.
 * Invariants: numbers here only place lines; nothing that is read comes from them.
 */
import { drawn } from './dom.js';

const WIDTH = 1000;
const HEIGHT = 240;
/** The foot that the ticks stand on. */
const FOOT = 26;

export interface Chart {
  /** What a screen reader says of it. */
  readonly label: string;
  /** A value a step; a gap where it is not known. */
  readonly line: readonly (string | null)[];
  /** Lower and upper edge, a value a step. */
  readonly band?: { readonly low: readonly string[]; readonly high: readonly string[] };
  readonly ticks?: readonly { readonly at: number; readonly kind: string }[];
}

/** The lowest and the highest value, so that the caller can write them down. */
export function rangeOf({ line, band }: Chart): { low: string; high: string } | null {
  const values = [...line, ...(band?.low ?? []), ...(band?.high ?? [])].filter((value): value is string => value !== null);
  const [first] = values;
  if (first === undefined) return null;
  const pick = (isBetter: (a: number, b: number) => boolean) => values.reduce((best, value) => (isBetter(Number(value), Number(best)) ? value : best), first);
  return { low: pick((a, b) => a < b), high: pick((a, b) => a > b) };
}

export function chart(data: Chart): SVGElement {
  const range = rangeOf(data);
  const root = drawn('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': data.label });
  if (!range) return root;
  const low = Number(range.low);
  const span = Number(range.high) - low || 1;
  const steps = Math.max(1, data.line.length - 1);
  const x = (at: number) => ((at * WIDTH) / steps).toFixed(1);
  const y = (value: string | number) => (8 + (1 - (Number(value) - low) / span) * (HEIGHT - FOOT - 16)).toFixed(1);
  const path = (values: readonly string[], from = 0) => values.map((value, at) => `${x(at + from)} ${y(value)}`).join('L');

  if (data.band) {
    const upper = path(data.band.high);
    const lower = data.band.low.map((value, at) => `${x(at)} ${y(value)}`).reverse().join('L');
    root.append(drawn('path', { class: 'chart-band', d: `M${upper}L${lower}Z` }));
  }
  if (low < 0 && low + span > 0) root.append(drawn('path', { class: 'chart-zero', d: `M0 ${y(0)}H${WIDTH}` }));
  const first = data.line.findIndex((value) => value !== null);
  const values = data.line.filter((value): value is string => value !== null);
  root.append(drawn('path', { class: 'chart-line', d: `M${path(values, Math.max(0, first))}` }));
  for (const { at, kind } of data.ticks ?? []) {
    root.append(drawn('path', { class: `chart-tick chart-${kind}`, d: `M${x(at)} ${HEIGHT}v-${kind === 'quiet' ? FOOT / 2 : FOOT}` }));
  }
  return root;
}
