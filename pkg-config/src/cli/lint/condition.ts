// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Conditions that no customer can meet, and parts that every customer meets: comparisons of one field with numbers and
 * words that leave nothing, or nothing out.
 *
 * In: a condition that the engine has loaded. Out: what its `&&` parts come to. Deliberately modest: parts with brackets,
 * functions or arithmetic are passed over, so a warning is always right and a silence proves nothing.
 */

/** What the names promise: hundredths of a whole, and days and counts that are never negative. */
function rangeOf(field: string): [number, number] {
  if (/(^|[._])(confidence_percent|below_zero_percent)$/.test(field)) return [0, 100];
  if (/(^|[._])(gap_days|count|subscriptions_count|fees_count_90d|months_of_history)$/.test(field)) return [0, Infinity];
  return [-Infinity, Infinity];
}

const ATOM = /^\s*([a-z_]+\.[a-z_0-9]+)\s*(<=|>=|==|!=|<|>)\s*(-?\d+|'[^'\\]*')\s*$/;

/** The parts between `sign`s that stand in no bracket and no quotes. */
function split(source: string, sign: '&&' | '||'): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string;
    if (quote) quote = char === quote && source[at - 1] !== '\\' ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if ('(['.includes(char)) depth++;
    else if (')]'.includes(char)) depth--;
    else if (depth === 0 && source.startsWith(sign, at)) {
      parts.push('');
      at++;
      continue;
    }
    parts[parts.length - 1] += char;
  }
  return parts;
}

/** One finding of a condition. */
export interface Finding {
  code: 'never-met' | 'always-met';
  message: string;
}

function ofConjunction(source: string): Finding[] {
  const found: Finding[] = [];
  const ranges = new Map<string, [number, number]>();
  const words = new Map<string, string>();
  for (const part of split(source, '&&')) {
    const [, field = '', sign = '', right = ''] = ATOM.exec(part) ?? [];
    if (!field) continue;
    const never = () => found.push({ code: 'never-met', message: `\`${part.trim()}\` cannot hold beside the parts before it` });
    if (right.startsWith("'")) {
      const before = words.get(field);
      if (sign === '==') {
        if (before !== undefined && before !== right && before !== `!${right}`) before.startsWith('!') || never();
        if (before === `!${right}`) never();
        words.set(field, right);
      } else if (sign === '!=') {
        if (before === right) never();
        else if (before === undefined) words.set(field, `!${right}`);
      }
      continue;
    }
    const limit = Number(right);
    const [low, high] = ranges.get(field) ?? rangeOf(field);
    const [from, to] = { '<': [-Infinity, limit - 1], '<=': [-Infinity, limit], '>': [limit + 1, Infinity], '>=': [limit, Infinity], '==': [limit, limit], '!=': [-Infinity, Infinity] }[sign] as [number, number];
    if (sign !== '!=' && from <= low && high <= to) found.push({ code: 'always-met', message: `\`${part.trim()}\` says nothing beyond what is so already` });
    const next: [number, number] = [Math.max(low, from), Math.min(high, to)];
    if (next[0] > next[1]) never();
    ranges.set(field, next);
  }
  return found;
}

/** What is wrong with a condition. */
export function contradictions(source: string): Finding[] {
  const branches = split(source, '||').map(ofConjunction);
  return branches.flat();
}
