// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Conditions against the conformance cases of CEL itself.
 *
 * In: the cases of `@bufbuild/cel-spec`, each with what CEL's own checker says of it. Out: how many lie inside the
 * subset, by section, and for what reason the others do not. Invariants: whether a case lies inside is told by its
 * checked tree, never by whether the engine takes it; every case inside has CEL's own value or error; what CEL's
 * checker refuses is refused here too.
 *
 * A condition that has its value whatever it reads does not load, and the diagnostic says which value: so the loader
 * answers all cases at once.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import { load } from './lib/packed.mjs';

const { Oxpecker } = await load();

/** What CEL's checker calls the operations of the subset. */
const OPERATIONS = new Set(
  `equals not_equals less_int64 less_string less_bool less_equals_int64 less_equals_string less_equals_bool greater_int64
   greater_string greater_bool greater_equals_int64 greater_equals_string greater_equals_bool add_int64 subtract_int64
   multiply_int64 divide_int64 modulo_int64 negate_int64 logical_and logical_or logical_not conditional in_list
   not_strictly_false size_list size_string contains_string starts_with_string ends_with_string`.split(/\s+/),
);
/** What a macro becomes in CEL's checked tree, besides. */
const OF_MACROS = new Set(['@not_strictly_false', 'add_list', 'add_int64', 'conditional', 'equals']);

const cases = [];
(function walk(suite, section) {
  for (const { original, checkedAst } of suite.tests ?? []) cases.push({ section, ...original, tree: checkedAst });
  for (const inner of suite.suites ?? []) walk(inner, section ?? inner.name);
})(tests);

/** A value of the subset as it is written, or nothing. */
function written(value = {}) {
  if ('boolValue' in value) return String(value.boolValue);
  if ('int64Value' in value) return String(value.int64Value);
  if ('stringValue' in value) return /^[^'\\\n\r]*$/.test(value.stringValue) ? `'${value.stringValue}'` : undefined;
  if ('listValue' in value) {
    const items = (value.listValue.values ?? []).map(written);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  return undefined;
}

/** Items by what a function says of them. */
function groups(items, of) {
  const found = {};
  for (const item of items) (found[of(item)] ??= []).push(item);
  return found;
}

/** Why a case lies outside, or nothing. */
function outside({ section, tree, value, evalError, typeEnv, bindings, container, disableCheck, expr }) {
  if (typeEnv || bindings || container) return "names of a host's own environment";
  if (/_ext$|^macros2$|^optionals$/.test(section)) return 'an extension of CEL';
  if (!tree) return value ? "refused by CEL's own checker alone" : "refused by CEL's own checker";
  if (disableCheck) return 'unchecked by intent';
  const plain = tree.replace(/~string\.(\w+)\(/g, '~string $1(');
  const strange = [...plain.matchAll(/[~(]([a-z][a-zA-Z_.0-9]*)(?=\)|,|\(|\s|\^|$)/g)].find(([, type]) => !['bool', 'int', 'string', 'list'].includes(type));
  if (strange) return `type ${strange[1]}`;
  const isMacro = tree.includes('__comprehension__');
  // The plus that a macro makes adds to its own result.
  const own = isMacro ? tree.replace(/_\+_\(\s*@result~list[^]*?\^add_list/g, '') : tree;
  for (const [, name] of own.matchAll(/~[a-z()]+\^([a-zA-Z_0-9.@]+)/g)) {
    const isVariable = new RegExp(`(^|\\s|\\()${name.replace('.', '\\.')}~[a-z()]+\\^`).test(own);
    if (!OPERATIONS.has(name) && !(isMacro && (OF_MACROS.has(name) || isVariable || name.startsWith('@')))) return `operation ${name}`;
  }
  // Of spellings the subset has plain quotes and the escapes of a line.
  if (/(^|[^\w'"])[rRbB]{1,2}['"]|'''|"""|\\[^\\'"`?nrt]/.test(expr)) return 'a spelling of strings';
  if (!evalError && written(value) === undefined) return 'a value that the subset cannot write';
  return undefined;
}

const builtin = {
  format: 1, id: 'cases', version: 1, issuer: 'tests', languages: ['en'], actions: ['a'],
  messages: { en: { 'm.title': 't', 'm.body': 'b', 'action.a': 'a' } },
};
const nudge = (when, at) => ({
  id: `n${at}`, about: 'duplicate', class: 'care', purpose: 'nudges', topic: 't', when, message: 'm', surfaces: ['home'], actions: [{ id: 'a' }], expiresDays: 1,
});

/** What the loader says of each condition: `true`, `false`, `error` when it runs, or the code of its fault. */
async function verdicts(conditions) {
  const says = conditions.map(() => 'error');
  const VALUES = { 'always-true': 'true', 'never-true': 'false' };
  try {
    (await Oxpecker.create({ pack: { ...builtin, nudges: conditions.map(nudge) } })).free();
  } catch (error) {
    for (const { path, code } of error.diagnostics) {
      const [, at] = /^nudges\[(\d+)\]\.when$/.exec(path) ?? [];
      assert.ok(at, `${path} ${code}`);
      says[at] = VALUES[code] ?? code;
    }
  }
  return says;
}

test('every conformance case of CEL inside the subset holds', async (t) => {
  const inside = cases.filter((one) => !outside(one));
  const asked = inside.map(({ expr, value, evalError, tree }) => {
    if (!evalError) return `(${expr}) == ${written(value)}`;
    return /\)?~bool\S*$/.test(tree.trim()) ? expr : `(${expr}) == (${expr})`;
  });
  const says = await verdicts(asked);
  const wrong = inside.filter((one, at) => says[at] !== (one.evalError ? 'error' : 'true'));
  assert.deepEqual(wrong.map((one) => `${one.section}/${one.name}: ${one.expr} gave ${says[inside.indexOf(one)]}`), []);
  const count = Object.entries(groups(inside, (one) => one.section)).map(([section, all]) => `${section} ${all.length}`);
  t.diagnostic(`${inside.length} of ${cases.length} cases lie inside and hold: ${count.join(', ')}`);
  for (const one of inside) t.diagnostic(`holds: ${one.section}/${one.name}`);
  const reasons = Object.entries(groups(cases.filter(outside), outside)).sort((a, b) => b[1].length - a[1].length);
  for (const [reason, all] of reasons) t.diagnostic(`outside, ${reason}: ${all.length}`);
  assert.ok(inside.length >= 100, `${inside.length}`);
});

test("what CEL's own checker refuses is refused", async () => {
  const refused = cases.filter((one) => outside(one) === "refused by CEL's own checker");
  const says = await verdicts(refused.map(({ expr }) => `(${expr}) == (${expr})`));
  const taken = refused.filter((_, at) => ['true', 'false', 'error'].includes(says[at]));
  assert.deepEqual(taken.map(({ expr }) => expr), []);
});
