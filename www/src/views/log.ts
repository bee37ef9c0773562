// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The processing log as a table, newest line first.
 */
import type { LogEntry } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { moment, number } from '../format.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';

export function logRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'log', class: 'panel log', 'aria-labelledby': 'log-title' }),
    reads: (state) => [state.log, state.logShown],
    draw(state) {
      const words = stringsOf(state.language);
      const { entries, dropped } = state.log;
      const lines = [...entries].reverse().slice(0, state.logShown);
      return [
        h('h2', { id: 'log-title' }, words.log),
        h('p', { class: 'lead' }, words.logLead),
        lines.length === 0
          ? h('p', { class: 'note' }, words.logEmpty)
          : h(
              'table',
              { 'aria-labelledby': 'log-title' },
              h(
                'thead',
                {},
                h(
                  'tr',
                  {},
                  h('th', { scope: 'col', class: 'log-time' }, words.logTime),
                  h('th', { scope: 'col' }, words.logWhat),
                  h('th', { scope: 'col', class: 'log-purpose' }, words.logPurpose),
                ),
              ),
              h('tbody', {}, ...lines.map((line, index) => row(line, index, state))),
            ),
        dropped > 0 && h('p', { class: 'fine' }, words.logDropped(number(dropped, state.language))),
        entries.length > lines.length &&
          h('button', { type: 'button', id: 'log-more', class: 'button', on: { click: () => actions.showMoreLog() } }, words.logMore),
      ];
    },
  };
}

function row(line: LogEntry, index: number, state: State): HTMLElement {
  const words = stringsOf(state.language);
  const outcome = words.outcomes[line.outcome];
  const data = line.data.map((each) => words.dataClasses[each] ?? each).join(words.comma);
  const purpose = line.purpose === null ? '' : (words.purposes[line.purpose] ?? line.purpose);
  return h(
    'tr',
    { id: `log-${index}`, tabindex: -1 },
    h('td', { class: 'log-time' }, h('span', {}, moment(line.at, state.data.timeZone, 'time', state.language)), h('span', { class: 'fine' }, `#${line.number}`)),
    h(
      'td',
      {},
      h('p', {}, words.calls[line.call] ?? line.call, outcome !== undefined && `${words.colon}${outcome}`, line.times > 1 && ` (${words.logTimes(number(line.times, state.language))})`),
      data !== '' && h('p', { class: 'fine' }, words.logRead(data)),
      line.pack !== null && h('p', { class: 'fine' }, words.logBy(line.pack)),
    ),
    h('td', { class: 'log-purpose' }, purpose),
  );
}
