// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The pack of a replay: its text for the engine, and which nudges it has, so that one that never speaks is seen too.
 *
 * In: the path of a pack or of its signed envelope, or `builtin`. Out: a `Pack`. Whether it is sound is for the engine
 * to say.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import builtin from 'oxpecker:builtin';
import type { ListedTariff } from '../../personas/contract';
import type { Card } from '../../types';

/** A nudge by what a replay tells of it. */
export interface Nudge {
  id: string;
  class: Card['class'];
  /** The family of findings that it speaks of; empty for one that speaks of the customer as a whole. */
  about: string;
}

export interface Pack {
  id: string;
  version: number;
  nudges: Nudge[];
  /** For `create()`; nothing for the built-in pack. */
  text: string | undefined;
}

/** The fields of a document; none when it is no JSON, for the engine says what is wrong with it, and where. */
function fieldsOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Reads the pack that an argument names. */
export function readPack(named: string): Pack {
  if (named === 'builtin') return { ...builtin, text: undefined };
  const whole = readFileSync(named, 'utf8');
  const outer = fieldsOf(whole);
  // What a pack says is walked, signed or not: whose keys count is for the app to know.
  const text = typeof outer['pack'] === 'string' ? outer['pack'] : whole;
  const found = fieldsOf(text);
  const nudges = Array.isArray(found['nudges']) ? (found['nudges'] as Partial<Nudge>[]).map(Object) : [];
  return {
    id: String(found['id'] ?? ''),
    version: Number(found['version'] ?? 0),
    nudges: nudges.map(({ id, class: rank, about }) => ({ id: String(id), class: rank, about: String(about ?? '') })),
    text,
  };
}

const BUILTIN = new URL('builtin.pack.json', import.meta.url);

/** The text of a pack in which the persona's own bank lists its tariffs; nothing for the built-in pack as it is. */
export function textFor({ text }: Pack, tariffs: readonly ListedTariff[] | undefined): string | undefined {
  if (!tariffs?.length) return text;
  const document = fieldsOf(text ?? readFileSync(fileURLToPath(BUILTIN), 'utf8')) as { tariffs?: object[]; languages?: string[]; messages?: Record<string, object> };
  const listed = tariffs.map(({ name, ...tariff }) => tariff);
  const messages = Object.entries(document.messages ?? {}).map(([language, texts]) => {
    const names = tariffs.map(({ id, name }) => [`tariff.${id}`, language === 'ja' ? name.ja : name.en]);
    return [language, { ...texts, ...Object.fromEntries(names) }];
  });
  return JSON.stringify({ ...document, tariffs: [...(document.tariffs ?? []), ...listed], messages: Object.fromEntries(messages) });
}
