// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One day of a story customer's year: the balance, what was said, what was noticed and kept quiet, what was held back.
 */
import { DAY_TITLE_ID } from '../actions/year.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { date, signedMoney } from '../format.js';
import type { Language, Row, StoryId } from '../model.js';
import { lifeOf, type Told } from '../story.js';
import { stringsOf, type Strings } from '../strings.js';
import { evidenceRow, sentence } from './row.js';

/** `slider` is kept in step with the day. */
export function dayRegion(slider: HTMLInputElement, actions: Actions): Region {
  return {
    root: h('section', { id: 'day', class: 'panel day', 'aria-labelledby': DAY_TITLE_ID }),
    reads: ({ year }) => [year.record, year.day, year.isOpening],
    draw({ language, year }) {
      const words = stringsOf(language);
      const { record, day: at, id } = year;
      const day = record?.days[at];
      this.root.hidden = day === undefined;
      if (!record || !day || !id) return [];
      const written = date(day.date, 'full', language);
      if (slider.value !== String(at)) slider.value = String(at);
      slider.setAttribute('aria-valuetext', written);
      return [
        h('h2', { id: DAY_TITLE_ID, tabindex: -1 }, h('time', { datetime: day.date }, written)),
        day.balance !== null && h('p', { class: 'lead' }, words.dayBalance(signedMoney(day.balance, record.currency, language).replace(/^\+/, ''))),
        ...day.declared.map((kind) => h('p', { class: 'note' }, words.dayDeclared(words.contexts[kind] ?? kind))),
        ...part(words.daySaid, day.said, id, language, words.daySaidNone),
        ...part(words.dayQuiet, day.quiet, id, language),
        ...part(words.dayInbox, day.inbox, id, language),
        ...part(words.dayHeld, day.held, id, language),
        h(
          'button',
          { type: 'button', id: 'open-day', class: 'button', disabled: year.isOpening, on: { click: () => void actions.openDay() } },
          year.isOpening ? words.yearOpening : words.yearOpen,
        ),
      ];
    },
  };
}

function part(title: string, told: readonly Told[], id: StoryId, language: Language, none?: string): Child[] {
  if (told.length === 0) return none === undefined ? [] : [h('p', {}, none)];
  const words = stringsOf(language);
  return [h('h3', {}, title), h('ul', { class: 'told-list' }, ...told.map((each) => h('li', { class: `told told-${each.rank}`, 'data-private': '' }, ...telling(each, id, language, words))))];
}

function telling(told: Told, id: StoryId, language: Language, words: Strings): Child[] {
  const rows = lifeOf(id).transactions.filter((row) => told.rows.includes(row.id)) as readonly Row[];
  return [
    h('p', {}, h('b', {}, sentence(told.title))),
    told.body !== '' && h('p', {}, sentence(told.body)),
    told.because.length > 0 && h('p', { class: 'fine' }, words.dayBecause, words.colon, sentence(told.because.join(words.space))),
    rows.length > 0 && h('ul', { class: 'evidence' }, ...rows.slice(-4).map((row) => evidenceRow(row, language, words))),
  ];
}
