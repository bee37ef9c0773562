// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Which pack decides, where the host was built with keys: the given one, else the last good one, else the built-in.
 *
 * In: an engine that knows what was remembered, the given envelope. Out: what decides, and why not what was given.
 * Invariants: signatures are verified before the engine hears of a pack, and again for one that it remembers; a pack
 * under which the engine crashed three times in a row on this page does not decide again there.
 */

import type { CreateOptions, PackState } from './api';
import { type Bridge, streaks } from './call';
import { open, type Opened, untrusted, written } from './envelope';
import { OxpeckerError } from './error';

const MAX_CRASHES = 3;

/** An empty pack is no pack; of what is remembered, the pack stands beside its head. */
const whole = (head: string, pack: string) => written(JSON.parse(head), pack);

const ask = (bridge: Bridge, request: object) => bridge.ask<{ messages: { news?: ''; head?: string; pack?: string } }>('pack', request).messages;

/** Takes an opened pack; tells whether that is news to be stored. */
function take(bridge: Bridge, opened: Opened, floor: number): boolean {
  const key = `${opened.id} ${opened.version}`;
  if ((streaks.get(key) ?? 0) >= MAX_CRASHES) throw untrusted('crashed', 'the engine crashed three times in a row under it');
  const { keyIds, ...pack } = opened;
  const { news } = ask(bridge, { do: 'take', ...pack, floor });
  bridge.pack = key;
  return news !== undefined;
}

/** What was settled, how to settle it again after erasing, and whether it is news. */
export interface Settled {
  state: PackState;
  again(): void;
  news: boolean;
}

/** Settles which pack decides. */
export async function settle(bridge: Bridge, given: string | null, options: CreateOptions, now: number): Promise<Settled> {
  const floor = options.packFloor ?? Number.MIN_SAFE_INTEGER;
  const { head, pack } = ask(bridge, { do: 'last' });
  const last = head !== undefined && pack !== undefined ? () => whole(head, pack) : undefined;
  let refused: PackState['refused'];
  for (const source of ['given', 'last-good'] as const) {
    const text = source === 'given' ? given : undefined;
    if (source === 'given' ? text === null : !last) continue;
    try {
      const opened = await open(text ?? last!(), options, now);
      const news = take(bridge, opened, floor);
      return {
        state: { source, keyIds: opened.keyIds, ...(refused && { refused }) },
        again: () => void take(bridge, opened, floor),
        news,
      };
    } catch (error) {
      if ((error as OxpeckerError).code !== 'PACK_INVALID') throw error;
      refused ??= (error as OxpeckerError).diagnostics;
    }
  }
  const drop = () => void ask(bridge, { do: 'drop' });
  drop();
  return { state: { source: 'built-in', keyIds: [], ...(refused && { refused }) }, again: drop, news: false };
}
