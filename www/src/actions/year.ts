// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A story customer's year: whose, which day, and the bank as it stood on that day.
 *
 * Invariants: only the newest walk may end in a change; a change of language walks the year again in that language.
 */
import type { Bank } from '../bank.js';
import { date } from '../format.js';
import type { StoryId } from '../model.js';
import type { State, Store } from '../state.js';
import { customerOn, walkYear } from '../story.js';
import { busiestAccount, triesFrom } from '../file.js';
import { stringsOf } from '../strings.js';
import { freshCustomer } from './account.js';

export interface YearActions {
  chooseStory(id: StoryId): void;
  goToDay(day: number): void;
  /** To the nearest day on which something came up, forward or back. */
  leap(direction: 1 | -1): void;
  /** The whole app as it stood on the chosen day. */
  openDay(): Promise<void>;
}

export const DAY_TITLE_ID = 'day-title';
export const FEED_TITLE_ID = 'feed-title';
export const FRESH_YEAR = { id: null, done: 0, total: 0, record: null, day: 0, isOpening: false } as const satisfies State['year'];

export function yearActions(store: Store, bank: Bank): YearActions {
  let stop = new AbortController();
  const words = () => stringsOf(store.state.language);
  const change = (patch: Partial<State['year']>, more: Partial<State> = {}) => store.update({ ...more, year: { ...store.state.year, ...patch } });
  const onDay = (done: number, total: number) => change({ done, total });

  const walk = async (id: StoryId, day: number) => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const { language } = store.state;
    change({ id, done: 0, total: 0, record: null, isOpening: false, day }, { announcement: words().yearWalking });
    const record = await walkYear(id, { language, signal, onDay });
    if (!record || signal.aborted) return;
    // The last day on which something was said: there is something to read at once.
    const last = record.days.findLastIndex(({ said }) => said.length > 0);
    change({ record, day: day >= 0 ? day : Math.max(0, last) }, { announcement: words().yearReady });
  };
  store.subscribe(({ language, year: { id, record, day } }) => {
    if (id && record && record.language !== language) void walk(id, day);
  });

  return {
    chooseStory: (id) => void walk(id, -1),
    goToDay(day) {
      const { record } = store.state.year;
      if (record?.days[day]) change({ day });
    },
    leap(direction) {
      const { record, day } = store.state.year;
      const days = record?.days ?? [];
      for (let at = day + direction; at >= 0 && at < days.length; at += direction) {
        const found = days[at];
        if (!found || found.said.length + found.quiet.length === 0) continue;
        change({ day: at }, { announcement: date(found.date, 'full', store.state.language) });
        return;
      }
    },
    async openDay() {
      const { id, day, isOpening } = store.state.year;
      if (!id || isOpening) return;
      const { language } = store.state;
      const { signal } = stop;
      change({ isOpening: true }, { announcement: words().yearOpening });
      const found = await customerOn(id, day, { language, signal, onDay: () => {} });
      if (!found) return;
      const view = bank.visit(found.engine, found.data, language);
      const tries = triesFrom(found.data, busiestAccount(found.data), view.series);
      change(
        { isOpening: false },
        {
          ...freshCustomer({ ...found.data, tries }, store.state.formVersion),
          ...view,
          source: 'story',
          file: { step: 'idle', note: null },
          announcement: words().yearOpened,
          focus: FEED_TITLE_ID,
        },
      );
    },
  };
}
