// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words: a catalogue of one language with the bank's own wording on top, and texts that render when read.
 *
 * In: patterns by key, typed arguments. Out: plain strings, never HTML. May use: `Intl`, through caches.
 */

import { OxpeckerError } from './error';
import { type Formats, parse, type Pattern, PatternError, render } from './format';
import type { Arg, Message, Reason } from './types';

/** The engine's catalogue: patterns of the language that matched best, English below. */
export interface EngineCatalogue {
  locale: string;
  messages: Record<string, string>;
}

/** The tag itself and its parents, best first, as RFC 4647 looks them up: `ja-JP-u-ca-japanese`, `ja-JP`, `ja`. */
export function lookup(tag: string): string[] {
  const chain = [tag];
  for (let rest = new Intl.Locale(tag).baseName; rest; rest = rest.replace(/(^|-)[^-]+$/, '')) {
    if (!chain.includes(rest)) chain.push(rest);
  }
  return chain;
}

/** The canonical form of a BCP 47 tag. */
export function canonical(tag: unknown, field: string): string {
  try {
    if (typeof tag === 'string') return new Intl.Locale(tag).toString();
  } catch {
    // Falls through to the coded error; the host's own message would repeat what was passed in.
  }
  throw new OxpeckerError('INVALID_LOCALE', { field });
}

const BIDI = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Isolates a name that could turn the direction of the sentence around it; every other name stays as it is. */
function isolated(text: string): string {
  if (!BIDI.test(text)) return text;
  let open = 1;
  let before = 1;
  for (const [sign] of text.matchAll(/[\u2066-\u2069]/g)) {
    if (sign !== '\u2069') open++;
    else if (open > 1) open--;
    else before++;
  }
  return '\u2068'.repeat(before) + text + '\u2069'.repeat(open);
}

function formatsOf(locale: string, unnamed: () => string): Formats {
  const cache = new Map<string, { format(value: never): string } | Intl.PluralRules>();
  const cached = <F extends { format(value: never): string } | Intl.PluralRules>(key: string, make: () => F): F => {
    const found = (cache.get(key) as F | undefined) ?? make();
    cache.set(key, found);
    return found;
  };
  const number = (value: number) => cached('number', () => new Intl.NumberFormat(locale)).format(value);
  const money = (value: string, currency: string) => {
    // As many digits as the engine gave: `Intl` would round where its table differs from ISO 4217.
    const digits = value.split('.')[1]?.length ?? 0;
    // Japanese banks write 12,800円 in running text, not the sign before the number.
    const currencyDisplay = currency === 'JPY' && locale.startsWith('ja') ? 'name' : 'symbol';
    const options = { style: 'currency', currency, currencyDisplay, minimumFractionDigits: digits, maximumFractionDigits: digits };
    const format = cached(currency + digits, () => new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions));
    // A string keeps every digit of 64 bits where the host reads decimals exactly.
    return format.format(value as unknown as number);
  };
  const date = (value: string) => {
    const options = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
    return cached('date', () => new Intl.DateTimeFormat(locale, options)).format(Date.parse(`${value}T00:00:00Z`));
  };
  return {
    number,
    plural: (value, ordinal) =>
      cached(`plural${ordinal}`, () => new Intl.PluralRules(locale, { type: ordinal ? 'ordinal' : 'cardinal' })).select(value),
    value: (arg: Arg | undefined) => {
      try {
        if (arg?.type === 'money') return money(arg.value, arg.currency);
        if (arg?.type === 'date') return date(arg.value);
        if (arg?.type === 'number') return number(arg.value);
        if (arg?.type === 'text') return isolated(String(arg.value) || unnamed());
      } catch {
        // A value that this host cannot format is shown like one that is missing.
      }
      return '…';
    },
  };
}

/** Parses the texts of one language. A mistake is told with its place: of the bank's wording, or of the pack. */
function patternsOf(locale: string, texts: unknown, ofBank = false): Map<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  for (const [key, source] of Object.entries(texts ?? {})) {
    try {
      if (typeof source !== 'string') throw new PatternError(0, 'a text is a string');
      patterns.set(key, parse(source));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const path = `messages.${locale}.${key}`;
      const diagnostics = [{ path, column: error.column, code: 'message-syntax', message: error.message }];
      if (!ofBank) throw new OxpeckerError('PACK_INVALID', { diagnostics });
      throw new OxpeckerError('INVALID_ARGUMENT', { field: path, detail: `column ${error.column}: ${error.message}`, diagnostics });
    }
  }
  return patterns;
}

/** All texts of one instance. */
export class Catalogue {
  readonly #patterns = new Map<string, { pattern: Pattern; locale: string }>();
  readonly #formats = new Map<string, Formats>();
  readonly #chain: string[];
  readonly #bank: Map<string, Map<string, Pattern>>;

  /** The bank's wording; `renew` brings the rest. */
  constructor(locale: string, bank: Record<string, Record<string, string>>) {
    this.#chain = lookup(locale);
    const own = new Map(Object.entries(bank).map(([tag, texts]) => [canonical(tag, 'messages'), texts]));
    // Also those that this customer will not read, so that a mistake shows on the developer's own machine.
    this.#bank = new Map([...own].map(([tag, texts]) => [tag, patternsOf(tag, texts, true)]));
  }

  /**
   * Lays the texts of the pack that decides over each other, the best last: English and the bank's English, then the
   * engine's match, then the bank's wording from the parent tags to the exact one.
   */
  renew(english: EngineCatalogue, matched: EngineCatalogue): void {
    this.#patterns.clear();
    const parsed = this.#bank;
    this.#lay('en', patternsOf('en', english.messages));
    if (!this.#chain.includes('en')) this.#lay('en', parsed.get('en'));
    if (matched.locale !== 'en') {
      const theirs = Object.entries(matched.messages).filter(([key, source]) => english.messages[key] !== source);
      this.#lay(matched.locale, patternsOf(matched.locale, Object.fromEntries(theirs)));
    }
    for (const tag of [...this.#chain].reverse()) this.#lay(tag, parsed.get(tag));
  }

  #lay(locale: string, patterns: Map<string, Pattern> = new Map()): void {
    for (const [key, pattern] of patterns) this.#patterns.set(key, { pattern, locale });
  }

  has(key: string): boolean {
    return this.#patterns.has(key);
  }

  /** The text of a key. A key that no catalogue has shows as itself, for the developer to find. */
  text(key: string, args: Record<string, Arg>): string {
    const found = this.#patterns.get(key);
    if (!found) return key;
    // An English fall-back is formatted as English; `en` under `en-GB` is formatted as `en-GB`.
    const locale = this.#chain.includes(found.locale) ? (this.#chain[0] as string) : found.locale;
    const formats = this.#formats.get(locale) ?? formatsOf(locale, () => this.text('payee.unnamed', {}));
    this.#formats.set(locale, formats);
    return render(found.pattern, args, formats);
  }

  /** The text of a reason in one of the families `reason`, `withheld` and `change`. */
  reason(family: string, { code, args }: Reason): string {
    const key = `${family}.${code}`;
    // A bank's own code without words still says something.
    return this.text(this.has(key) ? key : `${family}.other`, args);
  }

  /** The name of a word of the pack; one without a name stands for itself. */
  name(family: string, word: string): string {
    const key = `${family}.${word}`;
    return this.#patterns.has(key) ? this.text(key, {}) : word;
  }

  /** The words of anything that carries a message, reasons and actions. */
  card<R>({ id, args: given }: Message, because: Reason[], actions: { id: string; response: R }[], timing?: Reason) {
    // A challenge goes by its name.
    const challenge = given['challenge'];
    const named = challenge?.type === 'text' && this.text(`challenge.${challenge.value}.title`, {});
    const args: Message['args'] = named ? { ...given, challenge: { type: 'text', value: named } } : given;
    return {
      ...(timing && { timing: this.reason('reason', timing) }),
      title: this.text(`${id}.title`, args),
      body: this.text(`${id}.body`, args),
      because: because.map((reason) => this.reason('reason', reason)),
      actions: actions.map((action) => ({ ...action, label: this.text(`action.${action.id}`, args) })),
    };
  }
}

/** Gives `target` a `text` that is rendered when first read, and that `JSON.stringify` and copies see. */
export function withText<T extends object, X>(target: T, make: () => X): T & { text: X } {
  let text: X | undefined;
  return Object.defineProperty(target, 'text', {
    configurable: true,
    enumerable: true,
    get: () => (text ??= make()),
  }) as T & { text: X };
}
