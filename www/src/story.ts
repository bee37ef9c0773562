// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The year of a story customer, walked day by day in an engine of its own: what was said, kept quiet and held back.
 *
 * In: a persona of the package and a language. Out: a `Year`, and the customer as they stood on one of its days.
 * Invariants: on no day has the engine a later row; every card that is said counts as seen and is not answered; the page
 * breathes between days; an engine lives only as long as its walk.
 */
import { Oxpecker, type Card, type Quiet, type Withheld } from 'oxpecker';
import { persona, type Persona } from 'oxpecker/personas';
import { addDays } from './calendar.js';
import { LOCALE } from './format.js';
import { CONTROLLER, type Account, type Dataset, type Language, type Row, type StoryId } from './model.js';

/** Something that came up on a day, with the reasons in words. */
export interface Told {
  readonly nudge: string;
  readonly rank: Card['class'];
  readonly title: string;
  readonly body: string;
  /** Why it was said; why it was kept quiet or held back. */
  readonly because: readonly string[];
  readonly rows: readonly string[];
}

export interface Day {
  readonly date: string;
  /** Of the first account, where a row has told it by then. */
  readonly balance: string | null;
  readonly said: readonly Told[];
  readonly quiet: readonly Told[];
  readonly held: readonly Told[];
  /** Good to know, and nothing to interrupt for: it has its place in the inbox alone. */
  readonly inbox: readonly Told[];
  /** Kinds of circumstances that the customer told on this day. */
  readonly declared: readonly string[];
}

export interface Year {
  readonly id: StoryId;
  readonly language: Language;
  readonly accountId: string;
  readonly currency: string;
  readonly days: readonly Day[];
}

export interface WalkOptions {
  readonly language: Language;
  readonly signal: AbortSignal;
  onDay(done: number, total: number): void;
}

const SURFACE = 'home';
const ELSEWHERE = 'withheld.other-surface';
/** How long the walk may keep the page, in milliseconds. */
const BREATH = 24;

const lives = new Map<StoryId, Persona>();

/** One of the three, made once. */
export function lifeOf(id: StoryId): Persona {
  const life = lives.get(id) ?? persona(id);
  lives.set(id, life);
  return life;
}

export async function walkYear(id: StoryId, options: WalkOptions): Promise<Year | null> {
  const life = lifeOf(id);
  const walk = await begin(life, options.language);
  try {
    const days = await walked(walk, (Date.parse(life.to) - Date.parse(life.from)) / 86_400_000 + 1, options);
    return days && { id, language: options.language, accountId: life.accounts[0]?.id ?? '', currency: life.currency, days };
  } finally {
    walk.engine.free();
  }
}

/** The engine and the rows of a story customer at the end of one of their days, as they had come to it. */
export async function customerOn(id: StoryId, day: number, options: WalkOptions): Promise<{ engine: Oxpecker; data: Dataset } | null> {
  const life = lifeOf(id);
  const walk = await begin(life, options.language);
  const asOf = addDays(life.from, day);
  if (await walked(walk, day + 1, options)) {
    const transactions = (life.transactions as readonly Row[]).filter(({ bookedAt }) => bookedAt <= asOf);
    return { engine: walk.engine, data: { timeZone: life.timeZone, asOf, accounts: accountsOf(life), transactions, tries: {} } };
  }
  walk.engine.free();
  return null;
}

/** Walks so many days with pauses; nothing when it was stopped. */
async function walked(walk: Walk, total: number, { signal, onDay }: WalkOptions): Promise<Day[] | null> {
  const days: Day[] = [];
  let rested = performance.now();
  while (days.length < total) {
    days.push(walk.next());
    if (performance.now() - rested < BREATH) continue;
    onDay(days.length, total);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return null;
    rested = performance.now();
  }
  return days;
}

interface Walk {
  readonly engine: Oxpecker;
  next(): Day;
}

async function begin(life: Persona, language: Language): Promise<Walk> {
  const engine = await Oxpecker.create({ locale: LOCALE[language], timeZone: life.timeZone, consent: life.consent, controller: CONTROLLER });
  const rows = life.transactions as readonly Row[];
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined;
  const own = life.accounts[0]?.id;
  let fed = 0;
  let balance: string | null = null;
  let date = addDays(life.from, -1);

  const next = (): Day => {
    date = addDays(date, 1);
    const today: Row[] = [];
    for (let row = rows[fed]; row && row.bookedAt <= date; row = rows[(fed += 1)]) {
      today.push(row);
      if (row.accountId === own) balance = row.balanceAfter ?? balance;
    }
    engine.ingest({ accounts: accountsOf(life), transactions: today });
    // As the page's own day of a file: noon in UTC falls on the same civil day in nearly every zone.
    const now = new Date(`${date}T12:00:00Z`);
    const declared = life.declares.filter((each) => each.date === date);
    for (const { kind, until, note } of declared) engine.context.declare({ kind, until, note }, { now });
    const { cards, quiet, withheld } = engine.evaluate({ surface: SURFACE, now });
    const said = cards.filter(({ id }) => isNew(id));
    for (const { id } of said) engine.respond(id, 'shown', { now });
    const other = withheld.filter(({ id, reason }) => !seen.has(id) && isNew(`${id} ${reason.code}`));
    return {
      date,
      balance,
      said: said.map(saidOf),
      quiet: quiet.filter(({ id }) => isNew(`quiet ${id}`)).map(quietOf),
      held: other.filter(({ reason }) => reason.code !== ELSEWHERE).map(heldOf),
      inbox: other.filter(({ reason }) => reason.code === ELSEWHERE).map((each) => ({ ...heldOf(each), because: [] })),
      declared: declared.map(({ kind }) => kind),
    };
  };
  return { engine, next };
}

/** Without the balance of the year's last day: each row carries the one after it. */
function accountsOf(life: Persona): Account[] {
  return life.accounts.map(({ id, type, name, currency }) => ({ id, ...(type && { type }), ...(name && { name }), ...(currency && { currency }) }));
}

const saidOf = ({ nudge, class: rank, text, evidence }: Card): Told => ({
  nudge,
  rank,
  title: text.title,
  body: text.body,
  because: text.timing ? [...text.because, text.timing] : text.because,
  rows: evidence.transactions,
});

const quietOf = ({ nudge, class: rank, text, evidence }: Quiet): Told => ({
  nudge,
  rank,
  title: text.title,
  body: text.body,
  because: [text.reason],
  rows: evidence.transactions,
});

const heldOf = ({ nudge, class: rank, text }: Withheld): Told => ({
  nudge,
  rank,
  title: text.title,
  body: '',
  because: text.change ? [text.reason, text.change] : [text.reason],
  rows: [],
});
