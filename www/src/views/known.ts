// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the engine knows, in its own words, by sort: with the rows behind each thing, and ways to set it right.
 *
 * Invariants: everything in the report stands here; what a code means is said in words.
 */
import type { Known } from 'oxpecker';
import { isSaid, KNOWN_TITLE_ID, SAID_TITLE_ID } from '../actions/privacy.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { date, name } from '../format.js';
import { icon } from '../icons.js';
import { rowById } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { evidenceRow, sentence } from './row.js';

const GROUPS = ['said', 'series', 'finding', 'transfer', 'shown', 'verdict'];

interface Entry {
  readonly known: Known;
  readonly text: string;
  readonly key: string;
}

export function knownRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'known', class: 'panel known', 'aria-labelledby': 'known-title' }),
    reads: (state) => [state.report, state.knownOpen, state.data],
    draw(state) {
      const words = stringsOf(state.language);
      const { report } = state;
      const entries = report.known.map((known, index) => ({ known, text: report.text.known[index] ?? '', key: `${known.sort}-${index}` }));
      const groups = GROUPS.map((group) => ({ group, own: entries.filter(({ known }) => groupOf(known) === group) }));
      const isEmpty = report.known.length === 0 && report.transactions === 0;
      return [
        h('h2', { id: KNOWN_TITLE_ID, tabindex: -1 }, words.known),
        isEmpty
          ? h('p', { class: 'lead' }, words.knownEmpty)
          : h('p', { class: 'lead' }, report.text.rows, words.space, report.text.kept),
        ...groups.map(({ group, own }) =>
          own.length > 0 ? section(group, own, state, actions) : group === 'said' && h('p', { class: 'note' }, words.saidNone),
        ),
        h('p', { class: 'fine' }, words.knownPack(`${report.pack.id} ${report.pack.version}, ${report.pack.issuer}`)),
      ];
    },
  };
}

function groupOf(known: Known): string {
  if (isSaid(known)) return 'said';
  if (known.sort === 'response') return 'shown';
  if (known.sort === 'learned') return 'said';
  return GROUPS.includes(known.sort) ? known.sort : 'finding';
}

function section(group: string, entries: readonly Entry[], state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const isOpen = state.knownOpen.has(group);
  return h(
    'div',
    { class: 'known-group' },
    h(
      'h3',
      { id: group === 'said' ? SAID_TITLE_ID : null, tabindex: -1 },
      h(
        'button',
        {
          type: 'button',
          id: `known-${group}`,
          class: 'why known-button',
          'aria-expanded': String(isOpen),
          'aria-controls': `known-${group}-list`,
          on: { click: () => actions.toggleKnown(group) },
        },
        h('span', {}, words.groups[group] ?? group),
        h('span', { class: 'known-count' }, words.knownCount(entries.length)),
        icon('chevron'),
      ),
    ),
    h(
      'ul',
      { id: `known-${group}-list`, class: 'known-list', hidden: !isOpen },
      ...(isOpen ? entries.map((entry) => item(entry, state, actions)) : []),
    ),
  );
}

function item({ known, text, key }: Entry, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const isOpen = state.knownOpen.has(key);
  const kind = kindOf(known, words);
  const told = inWords(known, text, state);
  const data = known.data.map((each) => words.dataClasses[each] ?? each).join(words.comma);
  const rows = known.transactions.flatMap((id) => rowById(state.data, id) ?? []);
  const canUndo = isSaid(known);
  return h(
    'li',
    { class: 'known-item' },
    h('p', {}, kind !== null && h('span', { class: 'tag' }, kind), kind !== null && ' ', sentence(told)),
    h('p', { class: 'fine' }, words.knownMade(data)),
    rows.length > 0 &&
      h(
        'button',
        {
          type: 'button',
          id: `known-${key}-rows`,
          class: 'why',
          'aria-expanded': String(isOpen),
          'aria-controls': `known-${key}-more`,
          on: { click: () => actions.toggleKnown(key) },
        },
        words.knownRows(rows.length),
        h('span', { class: 'visually-hidden' }, ` ${name(known.label)}`),
        icon('chevron'),
      ),
    rows.length > 0 &&
      h(
        'div',
        { class: 'reasons', id: `known-${key}-more`, hidden: !isOpen },
        isOpen && h('ul', { class: 'evidence' }, ...[...rows].reverse().map((row) => evidenceRow(row, state.language, words, 'dated'))),
        isOpen && known.sort === 'series' && correction(known, key, words, actions),
      ),
    canUndo &&
      h(
        'button',
        {
          type: 'button',
          id: `known-${key}-undo`,
          class: 'button',
          'aria-label': words.undoOf(told),
          on: { click: () => actions.undoKnown(known.id) },
        },
        words.undo,
      ),
  );
}

/** Setting the kind of a series right. */
function correction(known: Known, key: string, words: Strings, actions: Actions): Child {
  const select = h(
    'select',
    { id: `known-${key}-kind` },
    ...Object.entries(words.seriesKinds).map(([kind, label]) => h('option', { value: kind, selected: kind === known.kind }, label)),
  );
  return h(
    'div',
    { class: 'correction' },
    h('label', { for: `known-${key}-kind` }, words.correctLabel),
    select,
    h(
      'button',
      {
        type: 'button',
        id: `known-${key}-correct`,
        class: 'button',
        on: { click: () => actions.correct({ series: known.id, kind: select.value as 'none' }) },
      },
      words.correctButton,
    ),
  );
}

/** A code as a word; null where the sentence already says it. */
function kindOf({ sort, kind }: Known, words: Strings): string | null {
  if (sort === 'series') return words.seriesKinds[kind] ?? kind;
  if (sort === 'finding') return words.families[kind] ?? kind;
  return null;
}

/** The package's sentence; what it can only tell by a code is told here. */
function inWords({ sort, kind, label, until }: Known, text: string, { language }: State): string {
  const words = stringsOf(language);
  const ends = until === null ? '' : words.knownUntil(date(until, 'full', language));
  if (sort === 'context') return (words.contexts[kind] ?? kind) + ends;
  if (sort === 'correction') return `${name(label)}${words.colon}${words.said['correction']}`;
  if (sort !== 'response') return text;
  return (words.said[kind] ?? words.saidOther) + ends;
}
