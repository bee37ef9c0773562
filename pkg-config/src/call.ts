// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One call across the boundary: bytes to the engine, the status byte, JSON back.
 *
 * Invariants: whatever the engine throws means that its memory can no longer be trusted, so the bridge is broken for
 * good; once broken or freed, memory is wiped and every call throws.
 */

import { Answered } from './answered';
import { decode, encode } from './bytes';
import type { Engine } from './engine';
import { type Diagnostic, OxpeckerError, type OxpeckerErrorCode } from './error';
import { type Method, METHODS } from './methods';
import type { Moment } from './moment';
import { begin, drop, type Start } from './spare';

interface Failure {
  code: OxpeckerErrorCode;
  message?: string;
  at?: number;
  field?: string;
  diagnostics?: Diagnostic[];
}

/** A request for an answer behind its head. */
export const HEAD = ',"head":true';

const NOTHING = /* @__PURE__ */ new Uint8Array();

/** A value as JSON, or the coded error for one that JSON cannot hold. */
export function jsonOf(value: unknown, field: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // The host's message may name what the customer's objects hold, so it is not passed on.
  }
  if (text === undefined) throw new OxpeckerError('INVALID_ARGUMENT', { field, detail: 'it cannot be written as JSON' });
  return text;
}

/** The same in bytes. */
export const encodeJson = (value: unknown, field: string): Uint8Array => encode(jsonOf(value, field));

/** How often in a row the engine crashed while a pack decided: on this page, and as the storage remembers. */
export const streaks = /* @__PURE__ */ new Map<string, number>();

/** Memory of an engine, with or without WebAssembly. */
type Memory = { readonly buffer: ArrayBufferLike };

/** The engine of one instance, while it lives. */
export class Bridge {
  #engine: Engine | undefined;
  #memory: Memory | undefined;
  #end: 'ENGINE_CRASHED' | 'FREED' = 'FREED';
  /** What was handed out. */
  answered = new Answered();
  readonly #watchers: ((method: Method) => unknown)[] = [];
  /** The signed pack that decides. */
  pack: string | undefined;
  /** Told when a streak of crashes grows or ends. */
  onStreak: ((pack: string, count: number) => void) | undefined;

  /** Ends the file that is on its way in many tasks. */
  feed: (() => void) | undefined;

  /** How often everything is being erased. */
  erasing = 0;

  /** Opens a fresh engine as this one was opened, before anything of a customer came to it. */
  declare open: (fresh: Bridge) => void;

  constructor(engine: Engine, memory: Memory, readonly source: object, readonly start: Start) {
    this.#engine = engine;
    this.#memory = memory;
  }

  /** Linear memory. */
  get bytes(): number {
    return (this.#memory as Memory).buffer.byteLength;
  }

  /** Wipes the memory and goes on with an engine that has never held anything. */
  async renew(): Promise<void> {
    this.check();
    const fresh = await begin(this.source, this.start);
    this.check();
    this.#close('FREED');
    [this.#engine, this.#memory] = [fresh.#engine, fresh.#memory];
  }

  /** Whether calls can still be answered. */
  get isAlive(): boolean {
    return this.#engine !== undefined;
  }

  /** Has each answered call told, before its answer goes out. */
  watch(watcher: (method: Method) => unknown): void {
    this.#watchers.push(watcher);
  }

  /** Throws what a call would throw now. */
  check(): void {
    if (!this.#engine) throw new OxpeckerError(this.#end);
  }

  /** Throws, too, while everything is being erased: what is told then would go with it, unseen. */
  still(isBusy: unknown = this.erasing): void {
    this.check();
    if (isBusy) throw new OxpeckerError('BUSY');
  }

  /** Throws, too, while a file is on its way. */
  idle(): void {
    this.still(this.feed ?? this.erasing);
  }

  /** Sends bytes as they are and returns the payload as it is, a copy. */
  send(method: Method, request?: Uint8Array): Uint8Array {
    return this.#exchange(method, request, (payload) => payload.slice());
  }

  /** Sends bytes as they are and reads the answer, which is told as one of `call`. */
  read<T>(method: Method, request?: Uint8Array, call?: Method): T {
    return this.#exchange(method, request, decode, call) as T;
  }

  /**
   * Sends a request as JSON, with the moment where there is one and `more` behind it, and reads the answer, whose bytes
   * are gone when it was read. `field` names the argument at fault when it is no JSON.
   */
  ask<T>(method: Method, request: object, field = 'options', now?: Moment, finish: (payload: Uint8Array) => unknown = decode, more = ''): T {
    this.check();
    const json = jsonOf(request, field);
    // Of two fields of a name the engine takes the last.
    const text = now ? `${json.slice(0, -1)}${json === '{}' ? '' : ','}"now":${now.json}${more}}` : json;
    return this.#exchange(method, text, finish, (request as { do?: string }).do) as T;
  }

  #exchange<T>(method: Method, request: Uint8Array | string | undefined, finish: (payload: Uint8Array) => T, call: string = method): T {
    const engine = this.#engine;
    if (!engine) throw new OxpeckerError(this.#end);
    let failure: Failure | undefined;
    let answer: T | undefined;
    try {
      engine.call(METHODS.indexOf(method), request ?? NOTHING, (reply) => {
        const payload = reply.subarray(1);
        if (reply[0] === 0) answer = finish(payload);
        else failure = decode(payload) as Failure;
      });
    } catch (cause) {
      this.#close('ENGINE_CRASHED');
      if (this.pack) {
        const count = (streaks.get(this.pack) ?? 0) + 1;
        streaks.set(this.pack, count);
        this.onStreak?.(this.pack, count);
      }
      // Only a trap of the engine is told: a broken reply would be quoted in the host's own message.
      throw new OxpeckerError('ENGINE_CRASHED', cause instanceof SyntaxError ? {} : { cause });
    }
    if (!failure) {
      if (this.pack && method === 'evaluate' && streaks.delete(this.pack)) this.onStreak?.(this.pack, 0);
      this.answered.note(call, answer);
      for (const watcher of this.#watchers) watcher(method);
      return answer as T;
    }
    const { code, message, at, field, diagnostics } = failure;
    // The table has a sentence for every other code; only this one needs to be told apart.
    const detail = code === 'INVALID_ARGUMENT' ? message : undefined;
    throw new OxpeckerError(code, { detail, at, field, diagnostics });
  }

  /** Ends the bridge on purpose. */
  free(): void {
    // One that crashed is followed by another.
    if (this.#engine) drop();
    this.#close('FREED');
  }

  #close(end: 'ENGINE_CRASHED' | 'FREED'): void {
    const memory = this.#memory;
    if (memory) new Uint8Array(memory.buffer).fill(0);
    // An instance that crashed and is then freed says that it was freed.
    this.#end = end;
    this.#engine = this.#memory = undefined;
  }
}

