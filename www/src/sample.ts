// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The two sample customers.
 *
 * In: which one, and the instant that counts as now. Out: a `Dataset` whose last day is that customer's today.
 */
import { today } from './calendar.js';
import type { Dataset, Sample } from './model.js';
import { EUROPE } from './sample/europe.js';
import { JAPAN } from './sample/japan.js';
import { tell } from './sample/story.js';

export function sampleCustomer(source: Sample, now: Date): Dataset {
  const story = source === 'japan' ? JAPAN : EUROPE;
  return tell(story, today(story.timeZone, now));
}
