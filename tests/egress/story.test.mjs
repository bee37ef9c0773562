// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The whole demo in three engines, as it is served, with a visitor in the page that presses everything but the check, which
 * has a test of its own (`check.test.mjs`): no request, no
 * cookie, no storage of the page's own, no console line, no violation of its policy; and 5,000 hostile strings that make
 * no element, no attribute and no script.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { day, row } from '../pages/support/rows.mjs';
import { count, figure } from '../storage/support/figures.mjs';
import { door } from './support/door.mjs';
import { ENGINES, LABEL, leftOut, visit } from './support/engines.mjs';

const STRINGS = count(5000, 1000);

const PIECES = [
  '<script>hostile=1</script>', '<img src=x onerror=hostile=1>', '"><x-hostile data-hostile=1>', "' onclick='hostile=1", '<svg onload=hostile=1>', '</bdi></li><iframe srcdoc="<script>parent.hostile=1</script>">',
  'javascript:hostile=1', '{{constructor.constructor("hostile=1")()}}', '${hostile=1}', '<base href=//x.example>', '<style>@import "//x.example"</style>', '&lt;b data-hostile&gt;', '\u202e<b>', '\u0000<object data=x>', '<form action=//x.example><button>', '=HYPERLINK("//x.example")', '{count, plural, other {<b>}}', '<a ping=//x.example href=#>', '\ud83d\udc69\u200d\ud83d\udcbb<embed src=x>', '<!--<script>', ']]><x-hostile>', '<math><mi xlink:href=javascript:hostile=1>',
];

/** As many rows as there are to be strings, each another combination. */
function hostileRows() {
  return Array.from({ length: STRINGS }, (_, i) => {
    const [a, b] = [PIECES[i % PIECES.length], PIECES[Math.floor(i / PIECES.length) % PIECES.length]];
    return row(`<x-hostile id=${i}>`, { bookedAt: day(3 + (i % 300)), amount: `-${1 + (i % 90)}.${10 + (i % 89)}`, counterpartyName: `h${i} ${a}${b}`, reference: `${b}${a}` });
  });
}

const VISITOR = readFileSync(new URL('./support/driver.js', import.meta.url), 'utf8').replace("'/*HOSTILE*/'", () => JSON.stringify(JSON.stringify(hostileRows())));

for (const engine of ENGINES) {
  const options = { skip: leftOut(engine), timeout: 400_000 };

  test(`the whole demo in ${LABEL[engine]}`, options, async (t) => {
    const demo = await door(VISITOR);
    t.after(demo.stop);
    const found = await visit(engine, demo.address, demo.next(), 250_000);
    assert.equal(found.failed, undefined);
    assert.deepEqual(found.seen.errors, []);
    assert.ok(found.drawn, 'the page drew no card');
    assert.ok(found.pressed >= 30, `only ${found.pressed} controls were pressed`);
    assert.ok(found.erased, 'the visitor could not erase everything');
    assert.match(demo.policy(), /require-trusted-types-for 'script'/);
    assert.equal(found.refused, found.trusted, 'trusted types hold where the engine has them');
    assert.deepEqual(found.seen, { console: [], errors: [], violations: [], calls: [], cookies: [], stored: [], requests: [] });
    assert.deepEqual([found.requests, found.cookie], [[], '']);
    // What a page loads at the start, each once, by name, and the browser's own look for an icon.
    assert.deepEqual(demo.knocked.filter((line) => !/^GET \/([\w.-]+\.(js|css|ico|webmanifest|svg|png))?$/.test(line)), []);
    assert.equal(new Set(demo.knocked).size, demo.knocked.length, demo.knocked.join());
    figure(`the demo in ${LABEL[engine]}`, `${found.pressed} controls pressed: ${found.requests.length} requests, ${found.seen.console.length} console lines, ${found.seen.violations.length} violations, no cookie`, '0 of each');
  });

  test(`hostile strings in ${LABEL[engine]}`, options, async (t) => {
    const demo = await door(VISITOR);
    t.after(demo.stop);
    const { hostile, seen, failed } = await visit(engine, `${demo.address}#hostile`, demo.next(), 300_000);
    assert.equal(failed, undefined);
    assert.equal(hostile.shown, STRINGS);
    assert.deepEqual([hostile.made, hostile.ran, seen.violations, seen.errors], [0, 0, [], []]);
    assert.deepEqual(hostile.attributes.filter((name) => /^on|hostile|ping|srcdoc|action|xlink/.test(name)), []);
    assert.deepEqual(hostile.tags.filter((name) => /script|hostile|iframe|img|object|embed|base|math|style/.test(name)), []);
    figure(`hostile strings rendered in ${LABEL[engine]}`, `${hostile.shown}: ${hostile.made} elements made, ${hostile.ran} scripts run`, '0, 0');
  });
}
