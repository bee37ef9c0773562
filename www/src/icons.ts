// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The demo's icons as path data on a 24 by 24 grid, drawn as one-pixel-and-a-half strokes by the style sheet.
 *
 * Out: `icon(name)`.
 */
import { svg } from './dom.js';

const PATHS = {
  shield: ['M12 3l7 2.6v5.2c0 4.6-2.9 8.2-7 10.2-4.1-2-7-5.6-7-10.2V5.6z', 'M12 8.5v4.2', 'M12 15.8v.1'],
  calendar: ['M4.5 6.5h15v13h-15z', 'M4.5 10.5h15', 'M8.5 4v4', 'M15.5 4v4'],
  hand: ['M12 20s-7.5-4.3-7.5-9.8A4.2 4.2 0 0 1 12 7.6a4.2 4.2 0 0 1 7.5 2.6C19.5 15.7 12 20 12 20z'],
  leaf: ['M5 19c0-8.5 4.5-13.5 14-14 .5 9.5-4.5 14-11.5 13.5', 'M5 19c2-5 5-7.5 9-9'],
  tag: ['M4.5 4.5h8l7 7-8 8-7-7z', 'M8.5 8.5v.1'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  chevron: ['M7 10l5 5 5-5'],
  file: ['M6.5 3.5h7.5l4 4v13h-11.5z', 'M13.5 3.5v4.5h4.5', 'M12 17.5v-6', 'M9.5 13.8l2.5-2.5 2.5 2.5'],
  moon: ['M18.5 14.5A7.5 7.5 0 0 1 9.5 5.5a7.5 7.5 0 1 0 9 9z'],
  lock: ['M6.5 11h11v8.5h-11z', 'M8.5 11V8.5a3.5 3.5 0 0 1 7 0V11'],
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
  return svg(PATHS[name]);
}
