// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The twelve personas: the entry in both module systems, rows that the engine takes whole, balances that add up, events
 * that have rows, and the same bytes each time.
 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, node, packageFolder, project, tool } from './lib/packed.mjs';

const { Oxpecker } = await load();
const { persona, personaIds, personas } = await load('dist/personas.js');
const all = personas();

/** Kinds that no single row shows: they are about days, or about what the customer said or did. */
const WITHOUT_ROWS = ['short-until-payday', 'idle-surplus', 'life-moment', 'own-day', 'tax-season', 'subscription-unused', 'journey-stuck', 'journey-stopped', 'goal-milestone', 'goal-at-risk', 'reward-expiring', 'challenge', 'bill-too-dear'];

const DAY = 86_400_000;
const days = (from, to) => (Date.parse(to) - Date.parse(from)) / DAY;
/** In ten-thousandths, so that no figure is a float's. */
const minor = (text) => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(4, '0'));
};

test('twelve, of Europe and Japan, in both languages', () => {
  assert.deepEqual(all.map(({ id }) => id), [...personaIds]);
  assert.equal(new Set(personaIds).size, 12);
  assert.ok(all.filter(({ timeZone }) => timeZone === 'Asia/Tokyo').length >= 4);
  assert.ok(all.filter(({ timeZone }) => timeZone.startsWith('Europe/')).length >= 4);
  assert.ok(new Set(all.map(({ currency }) => currency)).size >= 4);
  for (const { title, about } of all) {
    for (const text of [title, about]) {
      assert.ok(text.en.length > 5 && !/[\u3040-\u30ff]/.test(text.en), text.en);
      assert.match(text.ja, /[\u3040-\u30ff\u4e00-\u9fff]/);
    }
  }
});

test('the same bytes each time, one by one as well, and nothing is shared', async () => {
  const text = JSON.stringify(all);
  assert.equal(JSON.stringify(personas()), text);
  assert.equal(JSON.stringify(personaIds.map(persona)), text);
  assert.equal(persona('nobody'), undefined);
  persona('student').transactions.length = 0;
  assert.ok(persona('student').transactions.length > 0);
  const script = "import { personas } from 'oxpecker/personas';\nimport { createHash } from 'node:crypto';\nconsole.log(createHash('sha256').update(JSON.stringify(personas())).digest('hex'));";
  const { out, err } = await node(['--input-type=module', '-e', script.replace("'oxpecker/personas'", `'${join(packageFolder(), 'dist/personas.js')}'`)]);
  assert.equal(out.trim(), createHash('sha256').update(text).digest('hex'), err);
});

for (const one of all) {
  test(`${one.id}: rows that the engine takes whole, half a year before the year to walk`, async () => {
    const ox = await Oxpecker.create({ timeZone: one.timeZone, consent: one.consent });
    const report = ox.ingest(one);
    assert.deepEqual(report.problems, []);
    assert.deepEqual([report.added, report.rejected, report.updated], [one.transactions.length, 0, 0]);
    ox.free();
    assert.equal(days(one.from, one.to), 364);
    const dates = one.transactions.map(({ bookedAt }) => bookedAt);
    assert.deepEqual(dates, [...dates].sort());
    assert.ok(days(dates[0], one.from) >= 150, 'a warm-up');
    assert.ok(days(dates[0], dates.at(-1)) >= 455, 'fifteen months');
    assert.ok(dates.at(-1) <= one.to && days(dates.at(-1), one.to) <= 7);
    for (const row of one.transactions) {
      assert.ok(row.accountId.startsWith(`${one.id}-`) && row.id.startsWith(`${one.id}-`));
      assert.equal(row.currency, one.currency);
    }
  });

  test(`${one.id}: balances add up, and what was reserved is settled`, () => {
    const running = new Map();
    for (const { id, accountId, amount, balanceAfter, status, bookedAt } of one.transactions) {
      if (status === 'pending') {
        assert.equal(balanceAfter, undefined, id);
        continue;
      }
      const before = running.get(accountId);
      if (before !== undefined) assert.equal(minor(balanceAfter), before + minor(amount), `${id} of ${bookedAt}`);
      running.set(accountId, minor(balanceAfter));
    }
    for (const { id, balance, balanceAt } of one.accounts) {
      assert.equal(balanceAt, one.to);
      assert.equal(minor(balance), running.get(id), id);
    }
    const known = new Map(one.transactions.map((row) => [row.id, row]));
    for (const { replaces, amount } of one.transactions) if (replaces) assert.equal(known.get(replaces)?.amount, amount);
  });

  test(`${one.id}: every event has its rows, its families and time to notice it`, () => {
    const known = new Map(one.transactions.map((row) => [row.id, row]));
    const ids = new Set();
    assert.ok(one.events.length >= 2);
    for (const { id, date, deadline, transactions, families, about, kind } of one.events) {
      assert.ok(!ids.has(id), id);
      ids.add(id);
      assert.ok(date >= one.from && deadline >= date && deadline <= one.to, `${id}: ${date} to ${deadline}`);
      assert.ok(families.length && about.endsWith('.'), id);
      for (const row of transactions) assert.ok(known.get(row)?.bookedAt <= date, `${id} names ${row}`);
      if (!WITHOUT_ROWS.includes(kind)) assert.ok(transactions.length, id);
    }
    assert.deepEqual(one.events.map(({ date }) => date), one.events.map(({ date }) => date).sort());
    for (const { date, until = date } of one.declares) {
      assert.ok(date >= one.from && until >= date);
      assert.ok(one.consent.includes('life-events'), 'only who granted it declares');
    }
    for (const { from, to } of one.silences) assert.ok(from <= to && from >= one.from);
  });
}

test('what is declared cannot be read from rows before', () => {
  // A family with a child buys for children anyway: what tells of the baby is what they say, and nothing else.
  const { declares, transactions } = persona('family');
  const [{ date }] = declares;
  const tells = transactions.filter(({ mcc }) => mcc === '5641');
  assert.ok(tells.filter(({ bookedAt }) => bookedAt < date).length > 3 && tells.filter(({ bookedAt }) => bookedAt >= date).length > 3);
});

test('every kind of event is in somebody’s year', () => {
  const kinds = new Set(all.flatMap(({ events }) => events.map(({ kind }) => kind)));
  assert.equal(kinds.size, 29, [...kinds].join(', '));
});

test('both module systems, with types, and nothing of it in the default entry', async (t) => {
  const folder = project(t, {
    'main.mjs': "import { personas } from 'oxpecker/personas';\nconsole.log(personas().length);\n",
    'main.cjs': "console.log(require('oxpecker/personas').personas().length);\n",
  });
  for (const file of ['main.mjs', 'main.cjs']) assert.equal((await node([file], { cwd: folder })).out, '12\n', file);
  const sample = [
    "import { Oxpecker } from 'oxpecker';",
    "import { persona, personaIds, personas, type Persona, type PersonaEvent } from 'oxpecker/personas';",
    "const one: Persona = persona('student');",
    'const other: Persona | undefined = persona(personaIds[0] ?? String(1));',
    'const events: PersonaEvent[] = personas().flatMap((each) => each.events);',
    'export const run = async () => (await Oxpecker.create({ consent: one.consent })).ingest(other ?? one).added + events.length;',
  ].join('\n');
  for (const [file, module] of [['main.mts', 'nodenext'], ['main.cts', 'nodenext']]) {
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true, target: 'ES2022', lib: ['ES2022'], types: [], module };
    const typed = project(t, { [file]: sample, 'tsconfig.json': JSON.stringify({ compilerOptions, files: [file] }) });
    await tool('typescript/bin/tsc', ['--project', '.'], typed);
  }
  writeFileSync(join(folder, 'text.mjs'), "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync('node_modules/oxpecker/dist/index.js', 'utf8').includes('VOKABELFUCHS'));\n");
  assert.equal((await node(['text.mjs'], { cwd: folder })).out, 'false\n');
});
