// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What was noticed and deliberately not shown, with the reason: the customer may always look.
 */
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { rowById } from '../rows.js';
import { stringsOf } from '../strings.js';
import { evidenceRow, sentence } from './row.js';

export function quietRegion(): Region {
  const root = h('section', { class: 'panel quiet', 'aria-labelledby': 'quiet-title' });
  return {
    root,
    reads: (state) => [state.answer, state.data, state.granted],
    draw(state) {
      const words = stringsOf(state.language);
      const { quiet, withheld } = state.answer;
      const isOpen = (id: string) => root.querySelector<HTMLDetailsElement>(`#${id}`)?.open ?? false;
      const open = isOpen('quiet-details');
      return [
        h('h2', { id: 'quiet-title' }, words.quiet),
        h('p', { class: 'lead' }, quiet.length > 0 ? words.quietLead : state.granted.has('nudges') ? words.quietEmpty : words.quietOff),
        quiet.length > 0 &&
          h(
            'details',
            { open, id: 'quiet-details' },
            h('summary', { id: 'quiet-summary' }, words.quietCount(quiet.length)),
            h(
              'ul',
              { class: 'quiet-list' },
              ...quiet.map((item) =>
                h(
                  'li',
                  { 'data-private': '' },
                  h('h3', {}, sentence(item.text.title, item.message.args)),
                  h('p', { class: 'fine' }, sentence(item.text.reason, item.reason.args)),
                  h(
                    'ul',
                    { class: 'evidence' },
                    ...item.evidence.transactions
                      .flatMap((id) => rowById(state.data, id) ?? [])
                      .map((row) => evidenceRow(row, state.language, words)),
                  ),
                ),
              ),
            ),
          ),
        withheld.length > 0 &&
          h(
            'details',
            { open: isOpen('held-details'), id: 'held-details' },
            h('summary', { id: 'held-summary' }, words.heldCount(withheld.length)),
            h('p', { class: 'fine' }, words.heldLead),
            h(
              'ul',
              { class: 'quiet-list' },
              ...withheld.map(({ text, reason, change }) =>
                h(
                  'li',
                  { 'data-private': '' },
                  h('h3', {}, sentence(text.title)),
                  h('p', { class: 'fine' }, sentence(text.reason, reason.args), words.space, sentence(text.change, change.args)),
                ),
              ),
            ),
          ),
      ];
    },
  };
}
