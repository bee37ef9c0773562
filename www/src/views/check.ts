// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page for who believes nothing: what the check does, the button, and what it found.
 *
 * Invariants: what will be requested is said before it is.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { stringsOf } from '../strings.js';

export function checkRegions(actions: Actions): Region[] {
  return [
    {
      root: h('section', { class: 'panel check' }),
      reads: ({ check }) => [check],
      draw({ language, check }) {
        const words = stringsOf(language);
        const isBusy = check.step === 'running';
        return [
          h('p', {}, words.checkLead),
          h('ul', { class: 'check-does' }, ...words.checkDoes.map((each) => h('li', {}, each))),
          h('button', { type: 'button', id: 'check-run', class: 'button button-primary', 'aria-disabled': isBusy && 'true', on: { click: () => void actions.runCheck() } }, check.step === 'done' ? words.checkAgain : words.checkRun),
          check.step === 'running' && progress(words.checkRuns(check.done, check.total), check.done, check.total),
          check.step === 'failed' && h('p', { class: 'note note-bad' }, words.checkFailed),
        ];
      },
    },
    {
      root: h('div', { id: 'check-found', class: 'top check log' }),
      reads: ({ check }) => [check.step === 'done' && check],
      draw({ language, check }) {
        this.root.hidden = check.step !== 'done';
        return check.step === 'done' ? check.part.draw(check.found, language) : [];
      },
    },
  ];
}

function progress(label: string, value: number, max: number): Child {
  return h('label', { class: 'check-progress' }, h('span', {}, label), h('progress', { value, max }));
}
