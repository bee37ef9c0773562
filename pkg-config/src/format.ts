// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * ICU MessageFormat 1, as much as messages of this package need: `{x}`, `plural`, `selectordinal` and `select`,
 * `offset`, `=n`, `#`, and apostrophes that quote.
 *
 * In: a pattern. Out: its parts, then a plain string. An argument is formatted by its own type, so `{x, number}` and
 * its kin are refused. Invariants: a bad pattern throws `PatternError` when parsed; rendering never throws.
 */

import type { Arg } from './types';

/** A pattern that cannot be read, with the column of the trouble, from 1. */
export class PatternError extends Error {
  constructor(
    readonly column: number,
    message: string,
  ) {
    super(message);
  }
}

interface Choice {
  readonly kind: 'plural' | 'selectordinal' | 'select';
  readonly name: string;
  readonly offset: number;
  readonly cases: ReadonlyMap<string, Pattern>;
}
interface Slot {
  readonly kind: 'slot';
  readonly name: string;
}
interface Count {
  readonly kind: 'count';
}

/** A parsed pattern. */
export type Pattern = readonly (string | Slot | Count | Choice)[];

/** The host's part: how values look in one language. */
export interface Formats {
  /** Shows a value; a missing one as a sign that something is left out. */
  value(arg: Arg | undefined): string;
  number(value: number): string;
  plural(value: number, ordinal: boolean): string;
}

const MAX_DEPTH = 16;
const isChoice = (word: string): word is Choice['kind'] => /^(plural|selectordinal|select)$/.test(word);

/** What is read in one go: a text is parsed at each start of a page, when a step for each character is dear. */
const BLANK = /\s*/y;
const WORD = /=?[^\s{},:#'=]*/y;
const PLAIN = /[^{}'#]+/y;

/** Parses a pattern once, so that its mistakes show when it is loaded and not when a customer reads it. */
export function parse(source: string): Pattern {
  let at = 0;

  const fail = (message: string): never => {
    throw new PatternError(at + 1, message);
  };
  const take = (run: RegExp): string => {
    run.lastIndex = at;
    const found = run.exec(source)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const blank = () => take(BLANK);
  const expect = (sign: string) => (source[at] === sign ? at++ : fail(`expected \`${sign}\``));
  const word = (what: string) => {
    blank();
    const found = take(WORD);
    blank();
    return found || fail(`expected ${what}`);
  };

  const quoted = (inPlural: boolean): string => {
    at++;
    const next = source[at] ?? '';
    if (next === "'") return at++, "'";
    if (next !== '{' && next !== '}' && !(inPlural && next === '#')) return "'";
    let text = '';
    for (; at < source.length; at++) {
      if (source[at] !== "'") text += source[at];
      else if (source[at + 1] === "'") text += source[at++];
      else return at++, text;
    }
    return text;
  };

  const choice = (kind: Choice['kind'], name: string, depth: number): Choice => {
    const cases = new Map<string, Pattern>();
    let offset = 0;
    blank();
    if (kind !== 'select' && source.startsWith('offset:', at)) {
      at += 'offset:'.length;
      const number = word('an offset');
      if (!/^\d+$/.test(number)) fail('an offset is a whole number');
      offset = Number(number);
    }
    while (source[at] !== '}') {
      const key = word('a case');
      const known = kind === 'select' ? /^[^=]/ : /^(=\d+|zero|one|two|few|many|other)$/;
      if (!known.test(key) || cases.has(key)) fail('unknown or repeated case');
      expect('{');
      cases.set(key, body(depth + 1, kind !== 'select'));
      expect('}');
      blank();
    }
    if (!cases.has('other')) fail('the case `other` is missing');
    return { kind, name, offset, cases };
  };

  const slot = (depth: number): Slot | Choice => {
    at++;
    const name = word('the name of an argument');
    let part: Slot | Choice = { kind: 'slot', name };
    if (source[at] === ',') {
      at++;
      const kind = word('plural, selectordinal or select');
      if (!isChoice(kind)) return fail('unknown kind; a plain `{name}` formats itself by its type');
      expect(',');
      part = choice(kind, name, depth);
    }
    expect('}');
    return part;
  };

  const body = (depth: number, inPlural: boolean): Pattern => {
    if (depth > MAX_DEPTH) fail('too many levels');
    const parts: (string | Slot | Count | Choice)[] = [];
    let text = '';
    const flush = () => {
      if (text) parts.push(text);
      text = '';
    };
    while (at < source.length && source[at] !== '}') {
      const sign = source[at] as string;
      if (sign === '{') flush(), parts.push(slot(depth));
      else if (sign === "'") text += quoted(inPlural);
      else if (sign === '#' && inPlural) flush(), at++, parts.push({ kind: 'count' });
      else text += take(PLAIN) || (at++, sign);
    }
    flush();
    return parts;
  };

  const pattern = body(0, false);
  return at < source.length ? fail('a `}` without a `{`') : pattern;
}

/** Renders a parsed pattern. Only an object's own arguments count; what is missing shows as `formats.value` says. */
export function render(pattern: Pattern, args: Readonly<Record<string, Arg>>, formats: Formats, count = ''): string {
  const own = (name: string) => (Object.prototype.hasOwnProperty.call(args, name) ? args[name] : undefined);
  const pick = ({ kind, name, offset, cases }: Choice) => {
    const arg = own(name);
    const value = Number(arg?.value);
    if (kind === 'select') return [cases.get(String(arg?.value)), ''] as const;
    if (arg?.type === 'date' || !Number.isFinite(value)) return [undefined, formats.value(undefined)] as const;
    const plural = cases.get(`=${value}`) ?? cases.get(formats.plural(value - offset, kind !== 'plural'));
    return [plural, formats.number(value - offset)] as const;
  };
  let text = '';
  for (const part of pattern) {
    if (typeof part === 'string') text += part;
    else if (part.kind === 'slot') text += formats.value(own(part.name));
    else if (part.kind === 'count') text += count;
    else {
      const [chosen, inner] = pick(part);
      text += render(chosen ?? (part.cases.get('other') as Pattern), args, formats, inner);
    }
  }
  return text;
}
