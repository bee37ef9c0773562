// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The pack of a replay: its text for the engine, and which nudges it has, so that one that never speaks is seen too.
 *
 * In: a path, or `builtin`. Out: a `Pack`. Whether the pack is sound is for the engine to say.
 */

import { readFileSync } from 'node:fs';
import builtin from 'oxpecker:builtin';
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

/** The document itself, out of the envelope of a signed pack where there is one. */
function documentOf(text: string): Record<string, unknown> {
  const outer = JSON.parse(text) as Record<string, unknown>;
  if (Array.isArray(outer['nudges'])) return outer;
  for (const inner of [outer['pack'], outer['payload']]) {
    if (typeof inner === 'object' && inner !== null) return inner as Record<string, unknown>;
    if (typeof inner !== 'string') continue;
    const plain = inner.trimStart().startsWith('{') ? inner : Buffer.from(inner, 'base64').toString('utf8');
    return JSON.parse(plain) as Record<string, unknown>;
  }
  return outer;
}

/** Reads the pack that an argument names. */
export function readPack(named: string): Pack {
  if (named === 'builtin') return { ...builtin, text: undefined };
  const text = readFileSync(named === '-' ? 0 : named, 'utf8');
  let found: Record<string, unknown> = {};
  try {
    found = documentOf(text);
  } catch {
    // The engine says what is wrong with it, and where.
  }
  const nudges = Array.isArray(found['nudges']) ? (found['nudges'] as Partial<Nudge>[]) : [];
  return {
    id: String(found['id'] ?? ''),
    version: Number(found['version'] ?? 0),
    nudges: nudges.map(({ id = '', class: rank = 'care', about = '' }) => ({ id, class: rank, about })),
    text,
  };
}
