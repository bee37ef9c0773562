// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a page may watch: that something changed, that a card is about to be shown, what was answered.
 *
 * In: answered calls. Out: events to listeners, and a snapshot that is the same object until something changes, as
 * `useSyncExternalStore` and its kin ask. Invariants: an event carries ids and words of the contract and nothing of the
 * customer's data; a listener that throws disturbs neither the call nor the other listeners.
 */

import type { LifecycleEvent, Revision } from './api';
import { must } from './error';
import type { Method } from './methods';
import type { Card, ResponseKind } from './types';

/** Calls that change what later answers say; those behind `tell` and `respond` are told one by one. */
const CHANGES: readonly Method[] = ['ingest_finish', 'remove', 'apply_entries', 'erase', 'restore'];

export class Watch {
  readonly #listeners = new Set<(event: LifecycleEvent) => void>();
  /** By surface, the head of the last answer, with the ids of its cards as JSON. */
  readonly #shown = new Map<string, string>();
  #revision: Revision = Object.freeze({ revision: 0 });

  readonly subscribe = (listener: (event: LifecycleEvent) => void): (() => void) => {
    must(typeof listener === 'function', 'listener', 'a function');
    // One function may subscribe twice, and each time has an end of its own.
    const entry = (event: LifecycleEvent) => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  };

  readonly getSnapshot = (): Revision => this.#revision;

  /** An answered call. */
  called(method: Method): void {
    if (CHANGES.includes(method)) this.changed();
  }

  /** Something changed. */
  changed(event: LifecycleEvent = { type: 'changed' }): void {
    this.#revision = Object.freeze({ revision: this.#revision.revision + 1 });
    this.#tell(event);
  }

  /** What the watch of a worker told. */
  relay(event: LifecycleEvent): void {
    if (event.type === 'will-show') this.#tell(event);
    else this.changed(event);
  }

  responded(id: string, type: ResponseKind): void {
    this.changed({ type, id });
  }

  /** Tells each card that the surface did not have before. */
  evaluated(surface: string, head: string, cards: () => readonly Pick<Card, 'id' | 'nudge' | 'class'>[]): void {
    const before = this.#shown.get(surface);
    this.#shown.set(surface, head);
    // Most answers bring nothing new: their cards are not read for this.
    if (this.#listeners.size === 0 || head === before) return;
    const known: string[] = before ? (JSON.parse(before) as { cards: string[] }).cards : [];
    for (const { id, nudge, class: importance } of cards()) {
      if (!known.includes(id)) this.#tell({ type: 'will-show', id, nudge, class: importance, surface });
    }
  }

  #tell(event: LifecycleEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
