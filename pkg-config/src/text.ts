// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words: a catalogue of one language with the bank's own wording on top, and texts that render when read.
 *
 * In: patterns by key, typed arguments. Out: plain strings, never HTML. May use: `Intl`, through caches.
 */

import { objectOf, OxpeckerError } from './error';
import { type Formats, parse, type Pattern, PatternError, render } from './format';
import type { Arg, Message, Reason } from './types';

/** The texts of one language, ready to be rendered. */
export interface Layer {
  readonly locale: string;
  readonly patterns: ReadonlyMap<string, Pattern>;
}

/** The tag itself and its parents, best first, as RFC 4647 looks them up: `ja-JP-u-ca-japanese`, `ja-JP`, `ja`. */
export function lookup(tag: string): string[] {
  const chain = [tag];
  for (let rest = new Intl.Locale(tag).baseName; rest; rest = rest.replace(/(^|-)[^-]+$/, '')) {
    if (!chain.includes(rest)) chain.push(rest);
  }
  return chain;
}

/** The tag that was read last, for the next instance of a page. */
let read: { tag: string; canonical: string } | undefined;

/** The canonical form of a BCP 47 tag. */
export function canonical(tag: unknown, field: string): string {
  try {
    if (typeof tag === 'string') {
      if (read?.tag !== tag) read = { tag, canonical: new Intl.Locale(tag).toString() };
      return read.canonical;
    }
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

/** One of the engine's, with the reply that it was read from. */
export type EngineLayer = Layer & { readonly json: string };

/** What the engine's catalogues were last read from: an instance that begins anew on a page mostly reads the same. */
const known: EngineLayer[] = [];
const MAX_KNOWN = 4;

/** The language that the engine has found, from its reply. */
export function layerOf(reply: Uint8Array): EngineLayer {
  const json = new TextDecoder().decode(reply);
  let found = known.find((layer) => layer.json === json);
  if (!found) {
    const { locale, messages } = JSON.parse(json) as { locale: string; messages: unknown };
    found = { json, locale, patterns: patternsOf(locale, messages) };
    if (known.push(found) > MAX_KNOWN) known.shift();
  }
  return found;
}

/** All texts of one instance. */
export class Catalogue {
  /** The best first. */
  #layers: Layer[] = [];
  readonly #formats = new Map<string, Formats>();
  /** The tag and its parents, best first. */
  readonly chain: readonly string[];
  readonly #bank: Map<string, Layer>;
  /** What the engine gave last, to make the same texts elsewhere. */
  sources: readonly string[] = [];

  /** The bank's wording; `renew` brings the rest. */
  constructor(locale: string, bank: Record<string, Record<string, string>>) {
    this.chain = lookup(locale);
    const own = Object.entries(bank).map(([tag, texts]) => [canonical(tag, 'messages'), texts] as const);
    // Also those that this customer will not read, so that a mistake shows on the developer's own machine.
    this.#bank = new Map(own.map(([tag, texts]) => [tag, { locale: tag, patterns: patternsOf(tag, objectOf(texts, 'messages'), true) }]));
  }

  /**
   * Lays the texts of the pack that decides over each other, the best first: the bank's wording from the exact tag to
   * its parents, the engine's match, the bank's English and the engine's.
   */
  renew(english: EngineLayer, matched: EngineLayer): void {
    this.sources = [english.json, matched.json];
    const ofEngine = matched.locale === 'en' ? undefined : matched;
    const chosen = [...this.chain.map((tag) => this.#bank.get(tag)), ofEngine, this.#bank.get('en'), english];
    this.#layers = chosen.filter((layer) => layer !== undefined);
  }

  #find(key: string): { pattern: Pattern; locale: string } | undefined {
    for (const { locale, patterns } of this.#layers) {
      const pattern = patterns.get(key);
      if (pattern) return { pattern, locale };
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  /** The text of a key. A key that no catalogue has shows as itself, for the developer to find. */
  text(key: string, args: Record<string, Arg>): string {
    const found = this.#find(key);
    if (!found) return key;
    // An English fall-back is formatted as English; `en` under `en-GB` is formatted as `en-GB`.
    // English that stands in for another language writes dates as most of the world does.
    const other = found.locale === 'en' ? 'en-001' : found.locale;
    const locale = this.chain.includes(found.locale) ? (this.chain[0] as string) : other;
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
    return this.has(key) ? this.text(key, {}) : word;
  }

  /** The words of anything that carries a message, reasons and actions. */
  card<R>({ id, args: given }: Message, because: Reason[], actions: { id: string; response: R }[], timing?: Reason) {
    // A challenge goes by its name in the pack; a host names its journeys in `messages`, one without a name is told without.
    const args: Message['args'] = { ...given };
    for (const [field, key] of [['challenge', (id: string) => `challenge.${id}.title`], ['tariff', (id: string) => `tariff.${id}`], ['journey', (id: string) => (this.has(`journey.${id}`) ? `journey.${id}` : 'journey.other')]] as const) {
      const arg = given[field];
      if (arg?.type === 'text') args[field] = { type: 'text', value: this.text(key(arg.value), {}) };
    }
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
