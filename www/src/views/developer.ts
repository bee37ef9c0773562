// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The developer's view: a drawer beside the page with the calls as they happen, each as code, and the trace of a decision.
 *
 * Invariants: the page stays usable beside it; codes stand as the package gives them.
 */
import type { TraceLine } from 'oxpecker';
import { DEVELOPER_BUTTON_ID, DEVELOPER_TITLE_ID } from '../actions/developer.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { answerOf, canCopy, codeOf, type Call } from '../calls.js';
import { h, type Child } from '../dom.js';
import { number, shown } from '../format.js';
import type { Language } from '../model.js';
import { stringsOf } from '../strings.js';

const ANSWER_LIMIT = 1_200;

export function developerButton(language: Language, actions: Actions): HTMLElement {
  return h('button', { type: 'button', id: DEVELOPER_BUTTON_ID, class: 'chip', 'aria-controls': 'developer', on: { click: () => actions.toggleDeveloper() } }, stringsOf(language).developer);
}

export function developerRegion(actions: Actions): Region {
  const open = new Set<number>();
  return {
    root: h('aside', { id: 'developer', class: 'developer', 'aria-labelledby': DEVELOPER_TITLE_ID, hidden: true }),
    reads: ({ developer }) => [developer, developer.isOpen && actions.calls()],
    draw({ language, developer }) {
      this.root.hidden = !developer.isOpen;
      document.documentElement.toggleAttribute('data-developer', developer.isOpen);
      if (!developer.isOpen) return [];
      const words = stringsOf(language);
      const calls = actions.calls();
      const took = calls.reduce((sum, call) => sum + call.took, 0);
      return [
        h(
          'div',
          { class: 'developer-head' },
          h('h2', { id: DEVELOPER_TITLE_ID, tabindex: -1 }, words.developer),
          h('button', { type: 'button', id: 'developer-close', class: 'chip', on: { click: () => actions.toggleDeveloper() } }, words.developerClose),
        ),
        h('p', { class: 'fine' }, words.developerLead(number(calls.length, language), number(Math.round(took), language))),
        h('button', { type: 'button', id: 'trace', class: 'button', on: { click: () => actions.traceDecision() } }, words.developerTrace),
        ...(developer.trace ? trace(developer.trace, language) : []),
        h('ol', { class: 'calls', reversed: true }, ...calls.map((call) => line(call, open, developer.copied === call.place, language, actions))),
      ];
    },
  };
}

function line(call: Call, open: Set<number>, isCopied: boolean, language: Language, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const details = h(
    'details',
    { open: open.has(call.place), on: { toggle: () => (details.open ? open.add(call.place) : open.delete(call.place)) } },
    h(
      'summary',
      { id: `call-${call.place}` },
      h('code', {}, call.name),
      h('span', { class: 'call-answer' }, answerOf(call)),
      h('span', { class: 'call-time' }, words.developerTook(call.took < 10 ? call.took.toFixed(1) : String(Math.round(call.took)))),
    ),
    h('pre', { tabindex: 0, role: 'region', 'aria-label': words.developerCode }, h('code', {}, codeOf(call))),
    call.answer !== undefined && h('pre', { tabindex: 0, role: 'region', 'aria-label': words.developerAnswer }, shown(JSON.stringify(call.answer) ?? '', ANSWER_LIMIT)),
    canCopy(call) &&
      h('button', { type: 'button', id: `copy-${call.place}`, class: 'chip', on: { click: () => void actions.copyCall(call) } }, isCopied ? words.developerCopied : words.developerCopy),
  );
  return h('li', { value: call.place }, details);
}

/** Each nudge over each finding, with what its conditions saw. */
function trace(lines: readonly TraceLine[], language: Language): Child[] {
  const words = stringsOf(language);
  if (lines.length === 0) return [h('p', { class: 'note' }, words.developerTraceNone)];
  const row = ({ nudge, facts, conditions }: TraceLine) =>
    h(
      'li',
      { class: 'traced' },
      h('p', {}, h('code', {}, nudge)),
      h('ul', {}, ...conditions.map(({ of, reason, holds }) => h('li', {}, h('code', {}, reason === undefined ? of : `${of} ${reason}`), ' ', holds ? words.developerHolds : words.developerHoldsNot))),
      h(
        'details',
        {},
        h('summary', {}, words.developerFacts),
        h('pre', { tabindex: 0, role: 'region', 'aria-label': words.developerFacts }, shown(JSON.stringify(facts, null, 1), ANSWER_LIMIT)),
      ),
    );
  return [h('ul', { id: 'traces', class: 'calls' }, ...lines.map(row))];
}
