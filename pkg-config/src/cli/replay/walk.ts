// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The walk: day by day, the rows of that day, the questions that an app asks, and a plain customer who looks at what is
 * shown.
 *
 * In: a history, a pack, the habits of app and customer. Out: what was said and noticed, by day. Invariants: at an hour
 * of a day only what was known by then has been fed; the same inputs give the same walk.
 */

// The package's own entry, so that a replay runs what the page runs.
import { Oxpecker } from '../../index';
import { dateOf, dayOf } from '../../personas/calendar';
import type { PersonaEvent } from '../../personas/contract';
import type { Card, ResponseKind, Transaction } from '../../types';
import type { History } from './history';
import { instantOf, zoneOf } from './moments';
import { type Nudge, type Pack, textFor } from './pack';

/** How the app asks and how the customer answers. */
export interface Habits {
  surfaces: string[];
  /** The hour of the day, in the customer's zone, at which the app is opened. */
  hour: number;
  /** `shown`: looks and does nothing more. `accept` and `dismiss`: answers each card on the day it first sees it. */
  answers: 'shown' | 'accept' | 'dismiss';
}

/** Something that was said: a nudge about certain rows, on however many surfaces and days. */
export interface Saying {
  nudge: string;
  class: Card['class'];
  /** Days from `from`. */
  first: number;
  /** Later days on which it was to be seen again, the inbox aside. */
  again: number;
  last: number;
  answered: boolean;
  /** Whether it tells of an event. */
  expected: boolean;
  /** Ids of the rows that it names. */
  transactions: string[];
}

/** When an event was noticed. */
export interface Noticed {
  event: PersonaEvent;
  /** By a finding, by something kept quiet, by a card; dates, or nothing. */
  finding: string | null;
  quiet: string | null;
  card: string | null;
}

/** A card that came in a time in which its class had to be silent. */
export interface Intrusion {
  date: string;
  nudge: string;
  because: string;
}

/** What a walk came to. */
export interface Walk {
  id: string;
  from: string;
  to: string;
  days: number;
  rejected: number;
  /** By day: cards first shown of any class but safety, on any surface but the inbox. */
  interruptions: number[];
  /** By day: safety cards first shown. */
  safety: number[];
  sayings: Saying[];
  /** Things kept quiet, by nudge. */
  quiet: Map<string, Set<string>>;
  /** What was held back from the first surface and never shown there: the last reason, by id. */
  withheld: Map<string, string>;
  noticed: Noticed[];
  intrusions: Intrusion[];
}

const sayingOf = ({ nudge, class: rank, evidence: { transactions } }: Card, first: number): Saying => ({ nudge, class: rank, first, again: 0, last: first, answered: false, expected: false, transactions });

const subjectOf = ({ nudge, evidence }: Card) => `${nudge} ${evidence.transactions.join(' ')}`;

/** Whether two lists share a row; what names no rows is about the customer as a whole. */
const touches = (rows: readonly string[], others: readonly string[]) => !rows.length || !others.length || rows.some((row) => others.includes(row));

/** Notes for each event the first day on which something of its families spoke of its rows. */
class Watch {
  readonly noticed: Noticed[];
  readonly #families: Map<string, string[]>;

  constructor(events: readonly PersonaEvent[], nudges: readonly Nudge[]) {
    this.noticed = events.map((event) => ({ event, finding: null, quiet: null, card: null }));
    this.#families = new Map(nudges.map(({ id, about }) => [id, [about, id]]));
  }

  /** Whether that is what an event calls for. */
  note(date: string, by: 'finding' | 'quiet' | 'card', spoken: string, rows: readonly string[]): boolean {
    let tells = false;
    const families = by === 'finding' ? [spoken] : (this.#families.get(spoken) ?? [spoken]);
    for (const one of this.noticed) {
      const { event } = one;
      if (!event.families.some((family) => families.includes(family)) || !touches(event.transactions, rows)) continue;
      if (date >= event.date) one[by] ??= date;
      // Rows tell which event is meant, also before its day; where there are none, its days do.
      tells ||= event.transactions.length > 0 || (date >= event.date && date <= event.deadline);
    }
    return tells;
  }
}

/** What a customer of these habits answers to a card seen for the first time. */
function answerTo(card: Card, answers: Habits['answers']): ResponseKind | undefined {
  if (answers === 'shown') return undefined;
  const offered = card.actions.map(({ response }) => response).filter((response) => response !== null);
  return answers === 'accept' ? offered[0] : (offered.find((response) => response === 'dismissed') ?? offered.at(-1) ?? 'dismissed');
}

/** Rows of each day, and those known before the walk begins. */
function byDay(rows: readonly Transaction[], from: number, days: number, hour: number): { before: Transaction[]; feed: Transaction[][] } {
  const before: Transaction[] = [];
  const feed: Transaction[][] = Array.from({ length: days }, () => []);
  const closing = `${String(hour).padStart(2, '0')}:00:00`;
  for (const row of rows) {
    const late = typeof row.time === 'string' && row.time > closing ? 1 : 0;
    const at = dayOf(row.bookedAt) - from + late;
    // A row without a date goes first: the engine names what is wrong with it.
    if (Number.isNaN(at) || at < 0) before.push(row);
    else feed[at]?.push(row);
  }
  return { before, feed };
}

/** Walks all days of a history. */
export async function walk(history: History, pack: Pack, habits: Habits): Promise<Walk> {
  const from = dayOf(history.from);
  const days = dayOf(history.to) - from + 1;
  const zone = zoneOf(history.timeZone);
  const watch = new Watch(history.events, pack.nudges);
  const { before, feed } = byDay(history.transactions, from, days, habits.hour);
  const sayings = new Map<string, Saying>();
  // A card to whose rows another one is added says nothing new.
  const saidBy = new Map<string, Saying>();
  const shown = new Set<string>();
  const found: Walk = {
    id: history.id,
    from: history.from,
    to: history.to,
    days,
    rejected: history.skipped ?? 0,
    interruptions: [],
    safety: [],
    sayings: [],
    quiet: new Map(),
    withheld: new Map(),
    noticed: watch.noticed,
    intrusions: [],
  };
  const ox = await Oxpecker.create({ timeZone: history.timeZone, consent: history.consent, pack: textFor(pack, history.tariffs) });
  try {
    found.rejected += ox.ingest({ accounts: history.accounts, transactions: before }).rejected;
    let declared = 0;
    for (let at = 0; at < days; at++) {
      const date = dateOf(from + at);
      const now = instantOf(zone, from + at, habits.hour);
      const today = feed[at] ?? [];
      if (today.length) found.rejected += ox.ingest({ transactions: today }).rejected;
      for (; (history.declares[declared]?.date ?? '9') <= date; declared++) {
        const { kind, until, note } = history.declares[declared] ?? { kind: '' };
        // What was over before the walk began tells nothing any more.
        if (history.consent.includes('life-events') && (until ?? date) >= date) ox.context.declare({ kind, until, note }, { now });
      }
      const does = (history.does ?? []).filter((one) => one.date === date);
      for (const { event, unused, goal, join } of does) {
        if (event) ox.track(event, { now });
        if (goal) ox.goals.set({ ...goal, currency: history.accounts[0]?.currency ?? undefined }, { now });
        const isProposed = join && ox.challenges.available({ now }).some(({ challenge }) => challenge === join.challenge);
        if (join && isProposed) ox.challenges.join(join.challenge, { level: join.level, now });
        const series = unused && ox.series({ now }).find(({ counterparty }) => counterparty === unused);
        if (series) ox.correct({ series: series.id, kind: 'unused' }, { now });
      }
      for (const { family, transactions } of ox.findings({ now })) watch.note(date, 'finding', family, transactions);
      let interruptions = 0;
      let safety = 0;
      for (const surface of habits.surfaces) {
        const { cards, quiet, withheld } = ox.evaluate({ surface, now });
        for (const card of cards) {
          const subject = subjectOf(card);
          const isNew = !shown.has(card.id);
          shown.add(card.id);
          found.withheld.delete(card.id);
          const known = saidBy.get(card.id) ?? sayings.get(subject);
          const saying = known ?? sayingOf(card, at);
          saidBy.set(card.id, saying);
          if (!known) sayings.set(subject, saying);
          if (!known && card.class === 'safety') safety++;
          if (isNew && card.class !== 'safety' && surface !== 'inbox') interruptions++;
          if (saying.last < at && surface !== 'inbox') saying.again++;
          if (saying.last < at) saying.last = at;
          if (watch.note(date, 'card', card.nudge, card.evidence.transactions)) saying.expected = true;
          const silence = history.silences.find((one) => one.class === card.class && date >= one.from && date <= one.to);
          if (silence && !known) found.intrusions.push({ date, nudge: card.nudge, because: silence.because });
          ox.respond(card.id, 'shown', { now });
          const isAccepted = does.some(({ accepts }) => accepts === card.nudge);
          const answer = saying.answered ? undefined : isAccepted ? 'accepted' : answerTo(card, habits.answers);
          if (answer) ox.respond(card.id, answer, { now });
          saying.answered ||= answer !== undefined;
        }
        for (const card of quiet) {
          const subjects = found.quiet.get(card.nudge) ?? new Set();
          found.quiet.set(card.nudge, subjects.add(subjectOf(card)));
          watch.note(date, 'quiet', card.nudge, card.evidence.transactions);
        }
        if (surface !== habits.surfaces[0]) continue;
        for (const { id, reason } of withheld) if (!shown.has(id)) found.withheld.set(id, reason.code);
      }
      found.interruptions.push(interruptions);
      found.safety.push(safety);
    }
  } finally {
    ox.free();
  }
  return { ...found, sayings: [...sayings.values()] };
}
