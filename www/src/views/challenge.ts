// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A challenge that was joined (a ring, a jar or a grid, each with its words), and one that could be.
 *
 * Invariants: nothing is said by color or shape alone; what it takes stands before the button that joins.
 */
import type { ChallengeProgress, ChallengeProposal, ChallengeWindow } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import { drawn, h, type Child } from '../dom.js';
import { date, money, number } from '../format.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { becauseList, sentence } from './row.js';

const ROUND = 2 * Math.PI * 42;

export function challengeView(found: ChallengeProgress, { language }: State, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const { id, kind, state, text, kept, needs } = found;
  const isPaused = state === 'paused';
  const isOver = state === 'done' || state === 'over';
  return h(
    'article',
    { class: 'saving', id, tabindex: -1, 'data-private': '', 'aria-label': text.title },
    h('div', { class: 'saving-head' }, h('h3', {}, sentence(text.title)), h('span', { class: 'tag' }, words.challengeStates[state] ?? state)),
    h(
      'div',
      { class: 'with-picture' },
      kind === 'round-up' ? jar(found, words) : ring(kept, needs, words.keptOf(number(kept, language), number(needs, language))),
      h('div', {}, h('p', {}, sentence(text.progress)), text.risk !== '' && h('p', { class: 'note' }, sentence(text.risk)), next(found, language)),
    ),
    found.windows.length > 1 && grid(found, language),
    ...found.steps.map(({ step, done }) =>
      h(
        'p',
        { class: 'step-line' },
        done ? `✓ ${words.stepDone}` : h('button', { type: 'button', id: `${id}-${step}`, class: 'chip', on: { click: () => actions.takeStep(id, step) } }, words.stepButton),
      ),
    ),
    h(
      'div',
      { class: 'choices' },
      !isOver && h('button', { type: 'button', id: `${id}-pause`, class: 'button', on: { click: () => actions.pauseChallenge(id, !isPaused) } }, isPaused ? words.resume : words.pause),
      h('button', { type: 'button', id: `${id}-leave`, class: 'button', on: { click: () => actions.leave(id) } }, words.leave),
    ),
  );
}

function next({ next: due, currency }: ChallengeProgress, language: State['language']): Child {
  return due !== undefined && h('p', { class: 'fine' }, stringsOf(language).nextDeposit(money(due.amount, currency, language), date(due.date, 'full', language)));
}

function ring(kept: number, needs: number, label: string): SVGElement {
  const share = needs > 0 ? Math.min(1, kept / needs) : 0;
  return drawn(
    'svg',
    { class: 'picture', viewBox: '0 0 100 100', role: 'img', 'aria-label': label },
    drawn('circle', { class: 'ring-track', cx: 50, cy: 50, r: 42 }),
    drawn('circle', { class: 'ring-done', cx: 50, cy: 50, r: 42, 'stroke-dasharray': `${(share * ROUND).toFixed(1)} ${ROUND.toFixed(1)}`, transform: 'rotate(-90 50 50)' }),
  );
}

/** Filled by how many of its windows have brought something. */
function jar({ windows, total, currency, text }: ChallengeProgress, words: Strings): SVGElement {
  const full = windows.filter(({ amount }) => Number(amount) > 0).length / Math.max(1, windows.length);
  const height = 74 * Math.min(1, full);
  return drawn(
    'svg',
    { class: 'picture', viewBox: '0 0 100 100', role: 'img', 'aria-label': words.jar(text.title, `${total} ${currency}`) },
    drawn('rect', { class: 'jar-fill', x: 22, y: (94 - height).toFixed(1), width: 56, height: height.toFixed(1), rx: 8 }),
    drawn('path', { class: 'jar', d: 'M30 6h40v10c6 3 10 7 10 14v54a10 10 0 0 1-10 10H30a10 10 0 0 1-10-10V30c0-7 4-11 10-14z' }),
  );
}

const SIGNS: Readonly<Record<ChallengeWindow['state'], string>> = { kept: '✓', frozen: '❄', excused: '–', missed: '○', open: '•', ahead: '' };

/** Every window as a cell, and the same as a table. */
function grid({ windows, currency, kind }: ChallengeProgress, language: State['language']): HTMLElement {
  const words = stringsOf(language);
  const amount = (value: string) => (kind === 'fewer-times' || kind === 'steps' ? value : money(value, currency, language));
  return h(
    'div',
    { class: 'windows' },
    h(
      'ol',
      { class: 'window-grid' },
      ...windows.map(({ from, state }) =>
        h('li', { class: `window window-${state}` }, h('span', { 'aria-hidden': 'true' }, SIGNS[state]), h('span', { class: 'visually-hidden' }, `${date(from, 'day', language)} ${words.windowStates[state]}`)),
      ),
    ),
    h(
      'details',
      {},
      h('summary', {}, words.windowTable),
      h(
        'table',
        { class: 'figures' },
        h('thead', {}, h('tr', {}, ...[words.columnDate, words.windowState, words.windowDue, words.windowAmount].map((head) => h('th', { scope: 'col' }, head)))),
        h(
          'tbody',
          {},
          ...windows.map((each) =>
            h('tr', {}, h('th', { scope: 'row' }, date(each.from, 'day', language)), h('td', {}, words.windowStates[each.state]), h('td', {}, amount(each.due)), h('td', {}, amount(each.amount))),
          ),
        ),
      ),
    ),
  );
}

export function proposalView({ challenge, subject, levels, text, because }: ChallengeProposal, { language }: State, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const id = `proposal-${challenge}${subject}`;
  const before = document.getElementById(id);
  return h(
    'details',
    { class: 'saving proposal', id, open: before instanceof HTMLDetailsElement && before.open, 'data-private': '' },
    h('summary', {}, h('h4', {}, sentence(text.title)), h('p', { class: 'fine' }, sentence(text.body))),
    text.because.length > 0 && becauseList(text.because, because),
    h(
      'ul',
      { class: 'levels' },
      ...levels.map(({ level, text: each }) =>
        h(
          'li',
          { class: 'level' },
          h('b', {}, each.name),
          h('p', { class: 'fine' }, sentence(each.takes)),
          h('p', { class: 'fine' }, sentence(each.byThen)),
          h(
            'button',
            { type: 'button', id: `join-${challenge}${subject}-${level}`, class: 'button', 'aria-label': words.joinAs(text.title, each.name), on: { click: () => actions.join(challenge, level) } },
            words.join,
          ),
        ),
      ),
    ),
  );
}
