// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `rules`: fifty rules in one call beyond the call itself, against three rule engines and functions by hand.
 *
 * One duplicate payment and fifty nudges that ask about it, its history and the customer. For the times none of them
 * holds; that all engines come to the same is seen with thresholds at which some do. The engine remembers nothing that
 * a condition came to, so that each call works all of them out.
 */
import { byHand, celJs, celText, jsonLogic, jsonRulesEngine, rules } from '../peers/rules.mjs';
import { quantile, ratio, turns } from '../report/turns.mjs';
import { factor, times, winning } from '../report/words.mjs';

const now = '2026-03-04T09:00:00Z';
const row = (id, bookedAt, more = {}) => ({ id, accountId: 'a', bookedAt, amount: '-48.10', currency: 'EUR', counterpartyName: 'Harbor Books', kind: 'card', ...more });

function history() {
  const rows = [row('1', '2026-03-02'), row('2', '2026-03-03')];
  for (let month = 0; month < 14; month++) {
    const date = new Date(Date.UTC(2025, month, 5)).toISOString().slice(0, 10);
    rows.push(row(`rent-${month}`, date, { amount: '-700.00', counterpartyName: 'Hill Homes', kind: 'standing_order' }));
    rows.push(row(`pay-${month}`, date, { amount: '2100.00', counterpartyName: 'Lakeside Ltd', kind: 'transfer' }));
  }
  return { accounts: [{ id: 'a', currency: 'EUR', balance: '512.00', balanceAt: '2026-03-03' }], transactions: rows };
}

const messages = { en: { 'm.title': 't', 'm.body': 'b', 'action.a': 'a' } };
const nudge = (rule, at) => ({ id: `n${at}`, about: 'duplicate', class: 'care', purpose: 'nudges', topic: 't', when: celText(rule), message: 'm', surfaces: ['home'], actions: [{ id: 'a' }], expiresDays: 9 });
const packOf = (list) => ({ format: 1, id: 'bench', version: 1, issuer: 'bench', languages: ['en'], actions: ['a'], contexts: [{ id: 'renovation' }], messages, nudges: list.map(nudge) });

async function instance(Oxpecker, list) {
  const ox = await Oxpecker.create({ consent: ['insights', 'nudges', 'life-events'], pack: packOf(list), timeZone: 'UTC' });
  ox.ingest(history());
  ox.context.declare({ kind: 'renovation' }, { now });
  return ox;
}

/** What the rules read of the customer, as the package itself tells it: amounts in minor units. */
function factsOf(ox) {
  const [found] = ox.findings({ now }).filter(({ family }) => family === 'duplicate');
  const minor = (value) => (typeof value === 'string' && /^-?\d+\.\d\d$/.test(value) ? Number(value.replace('.', '')) : value);
  const features = Object.fromEntries(ox.features({ now }).flatMap(({ name, value }) => (value === undefined ? [] : [[name, minor(value)]])));
  if (!found || features.balance === undefined || features.bills_monthly === undefined) throw new Error('the history does not tell what the rules read');
  return { finding: Object.fromEntries(Object.entries(found.facts).map(([name, value]) => [name, minor(value)])), features, contexts: ['renovation'] };
}

const PEERS = { 'functions by hand': byHand, 'json-logic-engine, compiled': jsonLogic, '@marcbachmann/cel-js': celJs, 'json-rules-engine': jsonRulesEngine };

/** Every engine comes to the same for every rule, with thresholds at which some hold; throws where not. */
async function agree(Oxpecker) {
  for (const shift of [0, -60, -90, -130]) {
    const list = rules(shift);
    const ox = await instance(Oxpecker, list);
    const trace = ox.evaluate({ surface: 'home', now, trace: true }).trace;
    const ours = list.map((_, at) => trace.find(({ nudge: id }) => id === `n${at}`).conditions.find(({ of }) => of === 'when').holds);
    const facts = factsOf(ox);
    ox.free();
    const held = ours.filter(Boolean).length;
    if (shift === 0 ? held : held < 5 || held > 45) throw new Error(`${held} of fifty rules hold at ${shift}`);
    for (const [name, make] of Object.entries(PEERS)) {
      const theirs = await make(list, facts)();
      const at = ours.findIndex((holds, index) => holds !== theirs[index]);
      if (at >= 0) throw new Error(`${name} takes \`${celText(list[at])}\` for ${theirs[at]}`);
    }
  }
}

/** How often a job runs in one turn: long enough for the clock, short enough to be seldom interrupted. */
const BATCH = { call: 8, fifty: 8, 'functions by hand': 200, 'json-logic-engine, compiled': 100, '@marcbachmann/cel-js': 8, 'json-rules-engine': 1 };

/**
 * What fifty rules take is a difference of two calls, and a few microseconds of them: the two follow each other and
 * nothing else, and the difference is taken between lower quartiles, so that what interrupts a round is in neither.
 */
const STRETCHES = 8;

export async function run({ Oxpecker, plan }) {
  await agree(Oxpecker);
  const list = rules();
  const [none, fifty] = [await instance(Oxpecker, []), await instance(Oxpecker, list)];
  const facts = factsOf(fifty);
  const jobs = {
    call: () => none.evaluate({ surface: 'home', now }),
    fifty: () => fifty.evaluate({ surface: 'home', now }),
    ...Object.fromEntries(Object.entries(PEERS).map(([name, make]) => [name, make(list, facts)])),
  };
  const contestants = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, async () => {
    for (let times = 0; times < BATCH[name]; times++) {
      const answer = job();
      if (answer instanceof Promise) await answer;
    }
  }]));
  const { call, fifty: full, ...peers } = contestants;
  const quiet = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  const stretches = plan.isFull ? STRETCHES : 1;
  for (let stretch = 0; stretch < stretches; stretch++) {
    for (const group of [{ call, fifty: full }, peers]) {
      const got = await turns(group, { ms: plan.ms / stretches, least: plan.least, warm: plan.isFull ? 20 : 1, isCollected: false });
      for (const name of Object.keys(got)) quiet[name].push(quantile(got[name], 0.25) / BATCH[name]);
    }
  }
  const beyond = quiet.fifty.map((time, at) => Math.max(time - quiet.call[at], 1e-4));
  const rows = [
    ['package, beyond the call', times(beyond), '1'],
    ['package, the whole call', times(quiet.fifty), factor(ratio(quiet.fifty, beyond))],
  ];
  const wins = [];
  for (const name of Object.keys(PEERS)) {
    const by = ratio(quiet[name], beyond);
    rows.push([name, times(quiet[name]), factor(by)]);
    wins.push(...winning(`\`${name}\``, 'fifty rules', by));
  }
  none.free();
  fifty.free();
  return {
    id: 'rules',
    title: 'Fifty rules',
    about: 'Rules of the built-in pack’s kind over one finding, in Node; all engines come to the same for each rule (`tests/bench/peers/rules.mjs`). Functions and peers are given the facts ready; the package works them out of the finding in the same call. Medians of the lower quartiles of eight stretches, with their quartiles. Must hold: 3 µs beyond the call, a 100th of `json-rules-engine`.',
    tables: [{ keys: 1, columns: ['engine', 'fifty rules', 'factor'], rows }],
    wins,
  };
}
