// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page's last words: what this demonstration is, and the measured count of requests.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { watchRequests } from '../requests.js';
import { stringsOf } from '../strings.js';
import type { State } from '../state.js';
import { developerButton } from './developer.js';

export function footerRegion(actions: Actions): Region {
  const line = h('p', { id: 'requests' });
  let count: number | null = null;
  let language: State['language'] = 'en';
  const write = () => {
    line.textContent = count === null ? '' : stringsOf(language).requests(count);
  };
  watchRequests((counted) => {
    count = counted;
    write();
  });
  return {
    root: h('footer', { class: 'foot' }),
    reads: () => [],
    draw(state) {
      language = state.language;
      write();
      return [line, h('p', {}, stringsOf(language).demoNote), h('p', {}, developerButton(language, actions))];
    },
  };
}
