// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The bench itself, quickly: every part runs, the peers agree with each other and with the package, and the tables in
 * `docs/PERFORMANCE.md` have the rows that the harness writes. No time is asserted.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load, packageFolder, root } from '../package/lib/packed.mjs';
import { customer } from './data/customer.mjs';
import { openHost } from './hosts/page.mjs';
import * as idiomatic from './peers/idiomatic.mjs';
import * as tuned from './peers/tuned.mjs';
import { PARTS, QUICK, part } from './plan.mjs';
import { differences, render, sections, splice } from './report/table.mjs';
import { agree } from './trials/whole.mjs';

const document = readFileSync(join(root, 'docs/PERFORMANCE.md'), 'utf8');
/** Takes criterion's words and writes what it would: building the native bench takes longer than the tests may. */
const native = fileURLToPath(new URL('./hosts/criterion-stand-in.mjs', import.meta.url));
let Oxpecker;
let host;
before(async () => {
  ({ Oxpecker } = await load());
  host = await openHost(packageFolder());
});
after(() => host?.close());

for (const name of PARTS) {
  test(`the part ${name} runs, and the document shows what it writes`, async () => {
    const measured = await (await part(name))({ Oxpecker, page: host.ask, host, native, plan: QUICK });
    assert.equal(measured.id, name);
    assert.ok(measured.tables.every(({ columns, rows }) => rows.length && rows.every((row) => row.length === columns.length)), 'each row has a cell for each column');
    assert.ok(measured.tables.every(({ rows }) => rows.flat().every((cell) => typeof cell === 'string' && cell && !/NaN|undefined|Infinity/.test(cell))), 'each cell says something');
    assert.deepEqual(differences(sections(document).get(name) ?? '', measured), []);
  });
}

test('the document has no part that the harness does not write', () => {
  assert.deepEqual([...sections(document).keys()], PARTS);
});

test('the two in JavaScript agree on other customers too, and a slip of one of them is seen', () => {
  for (const [rows, seed] of [[800, 1], [1200, 2], [2600, 3]]) {
    // Once more after two to five days, on either side of what counts as charged twice.
    const made = customer(rows, seed).rows;
    const later = (days, { bookedAt }) => new Date(Date.parse(bookedAt) + days * 86_400_000).toISOString().slice(0, 10);
    const again = made.slice(20, 60).map((row, at) => ({ ...row, id: `again-${at}`, bookedAt: later(2 + (at % 4), row) }));
    const text = JSON.stringify([...made, ...again].sort((a, b) => (a.bookedAt < b.bookedAt ? -1 : Number(a.bookedAt > b.bookedAt))));
    const [one, other] = [tuned.whole(text), idiomatic.whole(text)];
    agree(one, other);
    one.known.spend30 += 1;
    assert.throws(() => agree(one, other), /spend30/);
  }
});

test('one more row, alone, comes to what all rows at once come to', () => {
  const { rows } = customer(900, 4);
  const split = rows.length - 40;
  const grown = tuned.whole(JSON.stringify(rows.slice(0, split)));
  const { today } = tuned.whole(JSON.stringify(rows));
  while (grown.today < today) grown.nextDay();
  for (const row of rows.slice(split)) grown.more(row);
  const once = tuned.whole(JSON.stringify(rows));
  assert.deepEqual(tuned.told(grown), tuned.told(once));
});

test('a section is written between the markers and nowhere else', () => {
  const section = { id: 'one', title: 'One', about: 'About.', tables: [{ keys: 1, columns: ['rows', 'time'], rows: [['10', '1 ms']] }], wins: [] };
  const before = 'before\n<!-- bench:begin -->\n<!-- bench:part two -->\n### Two\n\nold\n<!-- bench:end -->\nafter\n';
  const text = splice(before, new Map([['one', render(section, 'Measured.')]]), ['one', 'two']);
  assert.ok(text.startsWith('before\n<!-- bench:begin -->\n<!-- bench:part one -->') && text.endsWith('old\n<!-- bench:end -->\nafter\n'), text);
  assert.deepEqual(differences(sections(text).get('one'), section), []);
  assert.equal(differences(sections(text).get('one'), { ...section, tables: [{ keys: 1, columns: ['rows', 'time'], rows: [['20', '9 s']] }] }).length, 1);
  assert.equal(splice(text, new Map([['one', render(section, 'Measured.')]]), ['one', 'two']), text);
});
