// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Which pack decides, where the host was built with keys: the given one, else the last good one, else the built-in.
 *
 * In: an engine that knows what was remembered, the given envelope. Out: what decides, and why not what was given.
 * Invariants: signatures are verified before the engine hears of a pack, and again for one that it remembers; a pack
 * under which the engine crashed three times in a row, on this page or as the storage remembers, does not decide again;
 * nor does one past its expiry, by the moment of each call. The last good one is then the one that has expired, and no
 * version below its own is taken, so that the built-in one follows.
 */

import type { CreateOptions, PackState } from './api';
import { type Bridge, streaks } from './call';
import { expired, open, type Opened, untrusted, written } from './envelope';
import { OxpeckerError } from './error';

const MAX_CRASHES = 3;

/** An empty pack is no pack; of what is remembered, the pack stands beside its head. */
const whole = (head: string, pack: string) => written(JSON.parse(head), pack);

const ask = (bridge: Bridge, request: object) => bridge.ask<{ messages: { news?: ''; head?: string; pack?: string } }>('pack', request).messages;

/** Takes an opened pack; tells whether that is news to be stored. */
function take(bridge: Bridge, opened: Opened, floor: number): boolean {
  const key = `${opened.id} ${opened.version}`;
  if ((streaks.get(key) ?? 0) >= MAX_CRASHES) throw untrusted('crashed', 'the engine crashed three times in a row under it');
  const { keyIds, expires, ...pack } = opened;
  const { news } = ask(bridge, { do: 'take', ...pack, floor });
  bridge.pack = key;
  return news !== undefined;
}

/** Which pack decides, while calls come. */
export interface Standing {
  state(): PackState;
  /** Follows the moment of a call: tells whether another pack decides from now on. */
  follow(instant: number): boolean;
}

/** What was settled. */
export interface Settled extends Standing {
  /** Whether it is news to be stored. */
  readonly news: boolean;
  /** Settles it again after erasing. */
  again(): void;
}

/** Where nothing moves: the host gave no keys, or no signed pack was taken. */
export const settled = (state: PackState, again: () => void = () => {}): Settled => ({ state: () => state, news: false, again, follow: () => false });

/** A signed pack that decides until it expires; a moment before that finds it in force. */
function expiring(bridge: Bridge, opened: Opened, floor: number, state: PackState, news: boolean): Settled {
  const over: PackState = { source: 'built-in', keyIds: [], refused: expired().diagnostics! };
  let isOver = false;
  return {
    state: () => (isOver ? over : state),
    news,
    again: () => {
      take(bridge, opened, floor);
      isOver = false;
    },
    follow: (instant) => {
      if (isOver === instant >= opened.expires) return false;
      if (isOver) take(bridge, opened, floor);
      else drop(bridge);
      isOver = instant >= opened.expires;
      return true;
    },
  };
}

function drop(bridge: Bridge): void {
  ask(bridge, { do: 'drop' });
  bridge.pack = undefined;
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
      return expiring(bridge, opened, floor, { source, keyIds: opened.keyIds, ...(refused && { refused }) }, news);
    } catch (error) {
      if ((error as OxpeckerError).code !== 'PACK_INVALID') throw error;
      refused ??= (error as OxpeckerError).diagnostics;
    }
  }
  drop(bridge);
  return settled({ source: 'built-in', keyIds: [], ...(refused && { refused }) }, () => drop(bridge));
}
