// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Fifty rules of the kind that the built-in pack has, once as a tree, and in the words of each engine.
 *
 * In: `shift`, by which thresholds move: 0 for fifty that do not hold of `facts`, less for some that do. Out: trees; CEL
 * text, which the package and cel-js read alike; the formats of the two JSON engines; functions as written by hand.
 */
import { parse } from '@marcbachmann/cel-js';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';

const all = (...of) => ({ all: of });
const any = (...of) => ({ any: of });
const not = (of) => ({ not: of });
const is = (left, sign, right) => ({ left, sign, right });
const field = (name) => ({ field: name });
const finding = (name) => field(`finding.${name}`);

const SHAPES = [
  (n) => all(is(finding('age_days'), '>', 100 + n), is(finding('state'), '==', 'open')),
  (n) => any(is(finding('confidence_percent'), '>', 101 + n), is(finding('gap_days'), '>', 50 + n)),
  (n) => all(is(finding('kind'), 'in', [n < -80 ? 'same-charge' : 'other-channel', `x${n}`]), is(finding('gap_days'), '<', 3)),
  (n) => all(is(finding('state'), '==', n < -100 ? 'open' : 'refunded'), is(finding('age_days'), '<', Math.abs(n)), is(finding('gap_days'), '<', 9)),
  (n) => all(is(n < -70 ? 'renovation' : `moving-${Math.abs(n)}`, 'in', field('contexts')), is(finding('age_days'), '<', 9)),
  (n) => all(is(field('features.balance'), n < -60 ? '<' : '>', field('features.bills_monthly')), is(finding('age_days'), '<', Math.abs(9 + n))),
  (n) => all(not(is(finding('gap_days'), '<', 10 + n)), is(finding('confidence_percent'), '>=', 10)),
];

export const rules = (shift = 0) => Array.from({ length: 50 }, (_, at) => SHAPES[at % SHAPES.length](at + shift));

const literal = (value) => (typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : value.field ?? String(value));

/** CEL, as a pack holds it. */
export function celText(rule) {
  if (rule.all) return rule.all.map(celText).join(' && ');
  if (rule.any) return rule.any.map(celText).join(' || ');
  if (rule.not) return `!(${celText(rule.not)})`;
  return `${literal(rule.left)} ${rule.sign} ${literal(rule.right)}`;
}

/** Numbers are ints to CEL, and so bigints to cel-js. */
export function celJs(list, facts) {
  const ints = (value) => (typeof value === 'number' ? BigInt(value) : Array.isArray(value) || typeof value !== 'object' ? value : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, ints(inner)])));
  const [compiled, given] = [list.map((rule) => parse(celText(rule))), ints(facts)];
  return () => compiled.map((rule) => rule(given));
}

function logic(rule) {
  if (rule.all) return { and: rule.all.map(logic) };
  if (rule.any) return { or: rule.any.map(logic) };
  if (rule.not) return { '!': [logic(rule.not)] };
  const side = (value) => (value?.field ? { var: value.field } : value);
  return { [rule.sign === '==' ? '===' : rule.sign]: [side(rule.left), side(rule.right)] };
}

/** Each rule compiled ahead, which is the fastest that this engine offers. */
export function jsonLogic(list, facts) {
  const engine = new LogicEngine();
  const compiled = list.map((rule) => engine.build(logic(rule)));
  return () => compiled.map((rule) => rule(facts));
}

const OPERATORS = { '>': 'greaterThan', '<': 'lessThan', '>=': 'greaterThanInclusive', '==': 'equal', in: 'in' };

function conditions(rule) {
  if (rule.all) return { all: rule.all.map(conditions) };
  if (rule.any) return { any: rule.any.map(conditions) };
  if (rule.not) return { not: conditions(rule.not) };
  const { left, sign, right } = rule;
  if (!left.field) return { fact: right.field, operator: 'contains', value: left };
  return { fact: left.field, operator: OPERATORS[sign], value: right.field ? { fact: right.field } : right };
}

export function jsonRulesEngine(list, facts) {
  const engine = new Engine();
  list.forEach((rule, at) => {
    const root = conditions(rule);
    engine.addRule({ conditions: root.all || root.any ? root : { all: [root] }, event: { type: String(at) } });
  });
  const flat = { contexts: facts.contexts };
  for (const room of ['finding', 'features']) for (const [name, value] of Object.entries(facts[room])) flat[`${room}.${name}`] = value;
  return async () => {
    const { events } = await engine.run(flat);
    const held = new Set(events.map(({ type }) => type));
    return list.map((_, at) => held.has(String(at)));
  };
}

function script(rule) {
  if (rule.all) return rule.all.map(script).join(' && ');
  if (rule.any) return rule.any.map(script).join(' || ');
  if (rule.not) return `!(${script(rule.not)})`;
  const side = (value) => (value?.field ? `f.${value.field}` : JSON.stringify(value));
  if (rule.sign === 'in') return `${side(rule.right)}.includes(${side(rule.left)})`;
  return `${side(rule.left)} ${rule.sign === '==' ? '===' : rule.sign} ${side(rule.right)}`;
}

/** What a team would write instead of an engine. */
export function byHand(list, facts) {
  const compiled = new Function(`return [${list.map((rule) => `(f) => ${script(rule)}`).join(',')}];`)();
  return () => compiled.map((rule) => rule(facts));
}
