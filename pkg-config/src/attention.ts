// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The customer's attention: what they set of it, and what their answers have taught.
 *
 * In: the bridge, the clock, the texts. Out: the object of the façade. Invariant: nothing is decided here; a change is
 * handed over as it is, all of it or nothing.
 */

import type { Attention } from './api';
import { must, objectOf } from './error';
import { tell, type Lent } from './trust';
import { type Catalogue, withText } from './text';
import type * as types from './settings';

type Setting = { about: string; subject?: string; value?: number };
type Bare = Omit<types.AttentionState, 'topics'> & { topics: Omit<types.Topic, 'text'>[] };

/** `HH:MM` as minutes after midnight. */
function minutes(text: unknown): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(text));
  must(match, 'quietHours', '`HH:MM`');
  return Number(match[1]) * 60 + Number(match[2]);
}

function quietHours(hours: types.QuietHours | 'off' | null): Setting {
  const about = 'quiet-hours';
  if (hours === null) return { about };
  if (hours === 'off') return { about, value: 0 };
  must(typeof hours === 'object', 'quietHours', '`{ from, to }`, `off` or `null`');
  // To the engine two that are the same are none.
  must(hours.from !== hours.to, 'quietHours', 'two times');
  return { about, value: minutes(hours.from) * 1440 + minutes(hours.to) };
}

/** What the engine takes for each field of a change. */
function settingsOf(change: types.AttentionChange): Setting[] {
  const { perWeek, minGapHours, quietHours: hours, topics = {}, ...unknown } = objectOf(change, 'attention');
  for (const name in unknown) must(false, 'attention', `without \`${name}\``);
  const settings: Setting[] = [];
  for (const [field, value] of Object.entries({ perWeek, minGapHours })) {
    // JSON would make NaN null, which means: as the bank proposes.
    must(typeof value !== 'number' || Number.isInteger(value), field, 'a whole number');
    const about = field.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);
    if (value !== undefined) settings.push(value === null ? { about } : { about, value });
  }
  if (hours !== undefined) settings.push(quietHours(hours));
  for (const [subject, on] of Object.entries(objectOf(topics, 'topics'))) {
    must(typeof on === 'boolean', 'topics', '`true` or `false` for each');
    settings.push({ about: 'topic', subject, value: Number(on) });
  }
  return settings;
}

/** The state with the names of its topics. */
export function attentionWithText(texts: Catalogue, state: Bare): types.AttentionState {
  return { ...state, topics: state.topics.map((topic) => withText(topic, () => ({ name: texts.name('topic', topic.topic) }))) };
}

export function attentionOf(lent: Lent): Attention {
  const get: Attention['get'] = (options) => attentionWithText(lent.texts, tell<Bare>(lent, 'attention', options));
  return {
    get,
    set: (change, options) => {
      tell(lent, 'set-attention', options, { settings: settingsOf(change) }, 'attention');
      return get(options);
    },
    learned: (options) => tell(lent, 'learned', options),
    forget: (options) => void tell(lent, 'set-attention', options, { settings: [{ about: 'learned' }] }),
  };
}
