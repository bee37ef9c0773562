// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A switch with its label, its state as a word, and a sentence about it.
 */
import { h } from '../dom.js';

export function toggle(id: string, label: string, about: string, isOn: boolean, word: string, press: () => void): HTMLElement {
  return h(
    'div',
    { class: 'toggle' },
    h('span', { class: 'toggle-label', id: `${id}-label` }, label),
    h(
      'button',
      {
        type: 'button',
        id,
        class: 'switch',
        role: 'switch',
        'aria-checked': String(isOn),
        'aria-labelledby': `${id}-label`,
        'aria-describedby': `${id}-about`,
        on: { click: press },
      },
      // The word, so that the state is not told by color alone.
      h('span', { class: 'switch-word', 'aria-hidden': 'true' }, word),
      h('span', { class: 'switch-track', 'aria-hidden': 'true' }),
    ),
    h('p', { class: 'toggle-about', id: `${id}-about` }, about),
  );
}
