// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Whether the app is kept on the device, and the switch for it.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { stringsOf } from '../strings.js';
import { toggle } from './toggle.js';

export function offlineRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'offline', class: 'panel', 'aria-labelledby': 'offline-title' }),
    reads: ({ offline }) => [offline],
    draw({ language, offline }) {
      const words = stringsOf(language);
      const isOn = offline === 'on';
      return [
        h('h2', { id: 'offline-title' }, words.offline),
        h('p', { class: 'lead' }, words.offlineLead),
        offline !== 'none' &&
          toggle('offline-switch', words.offlineSwitch, words.offlineStates[offline] ?? '', isOn, isOn ? words.attentionTopicOn : words.attentionTopicOff, () => {
            if (offline !== 'busy') void actions.setOffline(!isOn);
          }),
        offline === 'none' && h('p', { class: 'note' }, words.offlineStates[offline]),
      ];
    },
  };
}
