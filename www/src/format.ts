// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Writes money, dates and names for the reader, with `Intl`.
 *
 * In: decimal strings, civil dates, raw names. Out: text.
 * Invariants: money is formatted from its decimal string, never through a float; names come out without controls.
 */
import type { Language } from './model.js';

/** The locale behind each language, for the page and the package alike. */
export const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };
const NAME_LIMIT = 120;

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const known = formats.get(key) as Format | undefined;
  if (known) return known;
  const made = make();
  formats.set(key, made);
  return made;
}

/** With a sign, as in a statement: money out has a minus, money in a plus. */
export function signedMoney(amount: string, currency: string, language: Language): string {
  return writeMoney(amount, currency, language, 'exceptZero');
}

/** Without a sign, as in a sentence. */
export function money(amount: string, currency: string, language: Language): string {
  return writeMoney(amount.replace(/^-/, ''), currency, language, 'auto');
}

function writeMoney(amount: string, currency: string, language: Language, signDisplay: 'auto' | 'exceptZero', digits?: number): string {
  const locale = LOCALE[language];
  try {
    const format = cached(`${locale} ${currency} ${signDisplay} ${digits}`, () =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        // A Japanese bank writes 12,800円.
        currencyDisplay: language === 'ja' && currency === 'JPY' ? 'name' : 'symbol',
        signDisplay,
        ...(digits !== undefined && { maximumFractionDigits: digits }),
      }),
    );
    // A decimal string is exact here; the library type still asks for a number.
    return format.format(amount as unknown as number).replace(/^-/, '\u2212');
  } catch {
    return `${amount} ${currency}`;
  }
}

/** Rounded to whole units, for what is an estimate anyway. */
export function moneyAbout(amount: string, currency: string, language: Language): string {
  return writeMoney(amount, currency, language, 'auto', 0);
}

export function number(value: number, language: Language): string {
  return cached(LOCALE[language], () => new Intl.NumberFormat(LOCALE[language])).format(value);
}

export type DateStyle = 'day' | 'dated' | 'full' | 'month';

const DATE: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short' },
  dated: { day: 'numeric', month: 'short', year: 'numeric' },
  full: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

export function date(value: string, style: DateStyle, language: Language): string {
  const instant = Date.parse(value);
  if (Number.isNaN(instant)) return value;
  const locale = LOCALE[language];
  return cached(`${locale} ${style}`, () => new Intl.DateTimeFormat(locale, { ...DATE[style], timeZone: 'UTC' })).format(instant);
}

/** A moment (milliseconds since 1970) as the customer's clock shows it. */
export function moment(at: number, timeZone: string, style: 'time' | 'full', language: Language): string {
  const locale = LOCALE[language];
  const options: Intl.DateTimeFormatOptions =
    style === 'time' ? { timeStyle: 'medium', hour12: false } : { dateStyle: 'long', timeStyle: 'medium', hour12: false };
  return cached(`${locale} ${timeZone} ${style}`, () => new Intl.DateTimeFormat(locale, { ...options, timeZone })).format(at);
}

/** How many decimals the currency has; two for one that the host does not know. */
export function decimals(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * A text from the data or from the package, fit to be shown: half-width katakana widened, controls made visible,
 * cut at `limit` letters.
 */
export function shown(text: string, limit: number): string {
  const clean = text
    .slice(0, limit * 3)
    .replace(/[\uff61-\uff9f]+/gu, (kana) => kana.normalize('NFKC'))
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
  const letters = Array.from(clean);
  return letters.length > limit ? `${letters.slice(0, limit).join('')}…` : clean;
}

/** A name from the data: direction overrides removed, since the caller isolates direction with `<bdi>`. */
export function name(raw: string): string {
  return shown(raw.slice(0, NAME_LIMIT * 4).replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, ''), NAME_LIMIT);
}
