// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Picks the interface's words by language.
 *
 * In: a language, or the visitor's preferred ones. Out: `Strings`, `Language`.
 */
import type { Language } from './model.js';
import { EN, type Strings } from './strings.en.js';
import { JA } from './strings.ja.js';

export type { Strings };

export function stringsOf(language: Language): Strings {
  return language === 'ja' ? JA : EN;
}

/** The first of the visitor's languages that the demo speaks. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const each of languages) {
    if (/^ja\b/i.test(each)) return 'ja';
    if (/^en\b/i.test(each)) return 'en';
  }
  return 'en';
}
