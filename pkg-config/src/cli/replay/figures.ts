// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What walks come to in figures: weeks, shares, nudges, events.
 *
 * In: walks. Out: a `Summary`, plain JSON in a fixed order. A percentile is the nearest rank: a figure that some week had.
 */

import { dateOf, dayOf } from '../../personas/calendar';
import type { Card } from '../../types';
import type { Pack } from './pack';
import type { Habits, Intrusion, Noticed, Walk } from './walk';

/** Figures of weeks: seven days each, counted from the first; a rest of fewer days is no week. */
export interface Weeks {
  median: number;
  p95: number;
  /** In any seven consecutive days. */
  max: number;
}

/** Figures of one persona, or of all together. */
export interface Figures {
  days: number;
  weeks: number;
  /** Interruptions a week besides safety. */
  interruptions: Weeks;
  /** Safety cards a week. */
  safety: Weeks;
  /** Weeks in which nothing new was said. */
  silentWeeks: number;
  /** Different things said, by class. */
  cards: Record<Card['class'], number>;
  /** Hundredths of the cards besides safety. */
  offersPercent: number;
  /** Later days on which a card was to be seen again, the inbox aside. */
  repeats: number;
  /** Different things noticed and kept quiet. */
  quiet: number;
  /** What stayed held back from the first surface, by reason. */
  withheld: Record<string, number>;
  rejected: number;
}

/** What became of a nudge. */
export interface NudgeFigures {
  id: string;
  class: Card['class'];
  about: string;
  cards: number;
  quiet: number;
  /** For whom it made a card. */
  firedFor: string[];
  /** For whom it said something new in more than half of the weeks. */
  alwaysFor: string[];
}

export type Timing = 'in-time' | 'late' | 'never';

/** What became of an event. */
export interface EventFigures {
  persona: string;
  id: string;
  kind: string;
  date: string;
  deadline: string;
  about: string;
  /** Dates, or nothing. */
  finding: string | null;
  quiet: string | null;
  card: string | null;
  found: Timing;
  /** By a card, or by a nudge that deliberately kept it quiet. */
  said: Timing;
  /** Whether the pack has a nudge that could speak of it. */
  hasNudge: boolean;
}

/** A card that no event calls for, of somebody whose events are written down. */
export interface Beside {
  persona: string;
  date: string;
  nudge: string;
  transactions: string[];
}

/** Everything that a replay tells. */
export interface Summary {
  pack: { id: string; version: number };
  habits: Habits;
  total: Figures;
  personas: ({ id: string; from: string; to: string } & Figures)[];
  nudges: NudgeFigures[];
  /** Nudges that made no card for anybody. */
  neverFired: string[];
  /** Nudges that said something new in more than half of the weeks of somebody. */
  alwaysFired: string[];
  events: EventFigures[];
  /** Cards that no event calls for: right all the same, or a false alarm. */
  besides: Beside[];
  intrusions: ({ persona: string } & Intrusion)[];
  /** How many interruptions a week there may be, and for whom the p95 is more. */
  budget: { limit: number; exceededBy: string[] } | null;
}

const WEEK = 7;

/** The sums of all whole weeks. */
function weekly(days: readonly number[]): number[] {
  const sums: number[] = [];
  for (let at = 0; at + WEEK <= days.length; at += WEEK) sums.push(days.slice(at, at + WEEK).reduce((sum, n) => sum + n, 0));
  return sums;
}

/** The largest sum of seven consecutive days. */
function busiest(days: readonly number[]): number {
  let sum = 0;
  let most = 0;
  for (const [at, n] of days.entries()) {
    sum += n - (days[at - WEEK] ?? 0);
    most = Math.max(most, sum);
  }
  return most;
}

/** The smallest figure that at least so many hundredths do not exceed. */
function percentile(figures: readonly number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

function weeksOf(runs: readonly (readonly number[])[]): Weeks {
  const sums = runs.flatMap(weekly);
  return { median: percentile(sums, 50), p95: percentile(sums, 95), max: Math.max(0, ...runs.map(busiest)) };
}

/** New things said on each day. */
function newOn(walk: Walk, nudge?: string): number[] {
  const days: number[] = new Array(walk.days).fill(0);
  for (const saying of walk.sayings) if (nudge === undefined || saying.nudge === nudge) days[saying.first] = (days[saying.first] ?? 0) + 1;
  return days;
}

function figuresOf(walks: readonly Walk[]): Figures {
  const sayings = walks.flatMap((walk) => walk.sayings);
  const cards: Figures['cards'] = { safety: 0, obligation: 0, care: 0, save: 0, offer: 0 };
  for (const saying of sayings) cards[saying.class]++;
  const besides = sayings.length - cards.safety;
  const reasons: [string, number][] = [];
  for (const reason of walks.flatMap((walk) => [...walk.withheld.values()])) {
    const known = reasons.find(([code]) => code === reason);
    if (known) known[1]++;
    else reasons.push([reason, 1]);
  }
  const sum = (of: (walk: Walk) => number) => walks.reduce((total, walk) => total + of(walk), 0);
  return {
    days: sum((walk) => walk.days),
    weeks: sum((walk) => Math.floor(walk.days / WEEK)),
    interruptions: weeksOf(walks.map((walk) => walk.interruptions)),
    safety: weeksOf(walks.map((walk) => walk.safety)),
    silentWeeks: sum((walk) => weekly(newOn(walk)).filter((said) => said === 0).length),
    cards,
    offersPercent: besides ? Math.round((cards.offer * 100) / besides) : 0,
    repeats: sayings.reduce((total, { again }) => total + again, 0),
    quiet: sum((walk) => [...walk.quiet.values()].reduce((total, subjects) => total + subjects.size, 0)),
    withheld: Object.fromEntries(reasons.sort(([a], [b]) => (a < b ? -1 : 1))),
    rejected: sum((walk) => walk.rejected),
  };
}

function timing(deadline: string, ...dates: (string | null)[]): Timing {
  const [first] = dates.filter((date) => date !== null).sort();
  return first === undefined ? 'never' : first <= deadline ? 'in-time' : 'late';
}

function eventOf(persona: string, { event, finding, quiet, card }: Noticed, pack: Pack): EventFigures {
  const { id, kind, date, deadline, about, families } = event;
  return {
    persona,
    id,
    kind,
    date,
    deadline,
    about,
    finding,
    quiet,
    card,
    found: timing(deadline, finding),
    said: timing(deadline, card, quiet),
    hasNudge: pack.nudges.some((nudge) => families.includes(nudge.about) || families.includes(nudge.id)),
  };
}

function besidesOf({ id: persona, from, noticed, sayings }: Walk): Beside[] {
  if (!noticed.length) return [];
  const others = sayings.filter(({ expected }) => !expected);
  return others.map(({ first, nudge, transactions }) => ({ persona, date: dateOf(dayOf(from) + first), nudge, transactions }));
}

/** Sums walks up. */
export function summarize(walks: readonly Walk[], pack: Pack, habits: Habits, limit: number | undefined): Summary {
  const nudges = pack.nudges.map(({ id, class: rank, about }): NudgeFigures => {
    const saysOften = (walk: Walk) => {
      const weeks = weekly(newOn(walk, id));
      return weeks.length > 1 && weeks.filter((said) => said > 0).length * 2 > weeks.length;
    };
    return {
      id,
      class: rank,
      about,
      cards: walks.reduce((total, walk) => total + walk.sayings.filter(({ nudge }) => nudge === id).length, 0),
      quiet: walks.reduce((total, walk) => total + (walk.quiet.get(id)?.size ?? 0), 0),
      firedFor: walks.filter((walk) => walk.sayings.some(({ nudge }) => nudge === id)).map((walk) => walk.id),
      alwaysFor: walks.filter(saysOften).map((walk) => walk.id),
    };
  });
  const total = figuresOf(walks);
  const personas = walks.map((walk) => ({ id: walk.id, from: walk.from, to: walk.to, ...figuresOf([walk]) }));
  const over = (figures: Figures) => limit !== undefined && figures.interruptions.p95 > limit;
  const exceededBy = [...personas.filter(over).map(({ id }) => id), ...(over(total) ? ['all'] : [])];
  return {
    pack: { id: pack.id, version: pack.version },
    habits,
    total,
    personas,
    nudges,
    neverFired: nudges.filter(({ cards }) => cards === 0).map(({ id }) => id),
    alwaysFired: nudges.filter(({ alwaysFor }) => alwaysFor.length > 0).map(({ id }) => id),
    events: walks.flatMap((walk) => walk.noticed.map((noticed) => eventOf(walk.id, noticed, pack))),
    besides: walks.flatMap(besidesOf),
    intrusions: walks.flatMap((walk) => walk.intrusions.map((intrusion) => ({ persona: walk.id, ...intrusion }))),
    budget: limit === undefined ? null : { limit, exceededBy },
  };
}
