// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The heading of a page that has no first section of its own.
 */
import type { Region } from '../app.js';
import { h } from '../dom.js';
import type { PageName } from '../model.js';
import { stringsOf } from '../strings.js';

export function headRegion(page: PageName): Region {
  return {
    root: h('header', { class: 'page-head' }),
    reads: () => [],
    draw: ({ language }) => [h('h1', { id: `${page}-title` }, stringsOf(language).pages[page])],
  };
}
