// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A year of a story customer: whose, the year as a picture and as a list, and one day of it with everything that was
 * said, kept quiet and held back.
 *
 * Invariants: the slider is one and the same element while it is moved; each day can be reached without it, from the list.
 */
import { DAY_TITLE_ID } from '../actions/year.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { date, number } from '../format.js';
import { STORIES, type Language, type StoryId } from '../model.js';
import { lifeOf, type Day, type Year } from '../story.js';
import { stringsOf } from '../strings.js';
import { dayRegion } from './day.js';
import { figure } from './outlook.js';

export function yearRegions(actions: Actions): Region[] {
  const slider = h('input', { type: 'range', id: 'year-day', min: 0, max: 364, step: 1, on: { input: () => actions.goToDay(Number(slider.value)) } });
  return [choiceRegion(actions), pathRegion(slider, actions), dayRegion(slider, actions), glanceRegion(actions)];
}

function choiceRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'year-who', class: 'panel year-who', 'aria-labelledby': 'year-title' }),
    reads: ({ year }) => [year.id, year.record, year.done],
    draw({ language, year }) {
      const words = stringsOf(language);
      return [
        h('h1', { id: 'year-title' }, words.year),
        h('p', { class: 'lead' }, words.yearLead),
        h('div', { class: 'people', role: 'group', 'aria-label': words.yearWhose }, ...STORIES.map((id) => person(id, year.id === id, language, actions))),
        year.id !== null &&
          year.record === null &&
          h(
            'div',
            { class: 'progress' },
            h('progress', { max: Math.max(1, year.total), value: year.done, 'aria-labelledby': 'year-walking' }),
            h('p', { class: 'fine', id: 'year-walking' }, words.yearProgress(number(year.done, language))),
          ),
      ];
    },
  };
}

function person(id: StoryId, isChosen: boolean, language: Language, actions: Actions): HTMLElement {
  const { title, about } = lifeOf(id);
  return h(
    'button',
    { type: 'button', id: `story-${id}`, class: 'person', 'aria-pressed': String(isChosen), on: { click: () => actions.chooseStory(id) } },
    h('b', {}, title[language]),
    h('span', {}, about[language]),
  );
}

const cameUp = ({ said, quiet }: Day) => said.length + quiet.length > 0;

function pathRegion(slider: HTMLElement, actions: Actions): Region {
  return {
    root: h('section', { id: 'year-path', class: 'panel year-path', 'aria-label': '' }),
    reads: ({ year }) => [year.record],
    draw({ language, year: { record } }) {
      const words = stringsOf(language);
      this.root.hidden = record === null;
      this.root.setAttribute('aria-label', words.yearPath);
      slider.setAttribute('aria-label', words.yearDay);
      if (!record) return [];
      const { days } = record;
      const ticks = days.flatMap(({ said, quiet }, at) => [
        ...said.map(({ rank }) => ({ at, kind: rank === 'safety' ? 'safety' : 'said' })),
        ...(said.length === 0 && quiet.length > 0 ? [{ at, kind: 'quiet' }] : []),
      ]);
      const leap = (direction: 1 | -1, label: string) =>
        h('button', { type: 'button', id: direction > 0 ? 'year-next' : 'year-before', class: 'button', on: { click: () => actions.leap(direction) } }, label);
      return [
        h('p', { class: 'year-sum' }, sumOf(record, language)),
        figure({ label: words.yearChart, line: days.map(({ balance }) => balance), ticks }, record.currency, [days[0]?.date ?? '', days.at(-1)?.date ?? ''], language, slider),
        h('div', { class: 'choices' }, leap(-1, words.yearBefore), leap(1, words.yearNext)),
      ];
    },
  };
}

function sumOf({ days }: Year, language: Language): string {
  const words = stringsOf(language);
  const count = (of: (day: Day) => number) => number(days.reduce((sum, day) => sum + of(day), 0), language);
  return words.yearSum({
    days: number(days.length, language),
    said: count(({ said }) => said.length),
    safety: count(({ said }) => said.filter(({ rank }) => rank === 'safety').length),
    quiet: count(({ quiet }) => quiet.length),
    held: count(({ held }) => held.length),
    inbox: count(({ inbox }) => inbox.length),
    silent: count((day) => (day.said.length === 0 ? 1 : 0)),
  });
}

/** Everything of the year as text, month by month; each line leads to its day. */
function glanceRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'glance', class: 'panel glance', 'aria-labelledby': 'glance-title' }),
    reads: ({ year }) => [year.record],
    draw({ language, year: { record } }) {
      const words = stringsOf(language);
      this.root.hidden = record === null;
      if (!record) return [];
      const months = new Map<string, HTMLElement[]>();
      for (const [at, day] of record.days.entries()) {
        if (!cameUp(day)) continue;
        const month = day.date.slice(0, 7);
        months.set(month, [...(months.get(month) ?? []), line(day, at, language, actions)]);
      }
      return [
        h('h2', { id: 'glance-title' }, words.glance),
        h('p', { class: 'lead' }, words.glanceLead),
        ...[...months].flatMap(([month, lines]): Child[] => [h('h3', { class: 'month-title' }, date(`${month}-01`, 'month', language)), h('ul', { class: 'glance-list' }, ...lines)]),
      ];
    },
  };
}

function line(day: Day, at: number, language: Language, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const what = [
    ...day.said.map(({ title, rank }) => h('span', { class: `glance-${rank === 'safety' ? 'safety' : 'said'}` }, title)),
    ...day.quiet.map(({ title }) => h('span', { class: 'glance-quiet' }, words.glanceQuiet(title))),
  ];
  return h(
    'li',
    {},
    h(
      'a',
      { href: `#${DAY_TITLE_ID}`, id: `glance-${day.date}`, on: { click: () => actions.goToDay(at) } },
      h('time', { datetime: day.date }, date(day.date, 'day', language)),
      h('span', { class: 'glance-what' }, ...what),
    ),
  );
}
