// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the engine can be asked, in the engine's own order: a call names its method by its place here.
 *
 * Invariants: the same list as `Method` in the engine's `wasm/mod.rs`; a test there compares the two.
 */

export const METHODS = [
  'configure',
  'catalogue',
  'ingest_begin',
  'ingest_push',
  'ingest_finish',
  'ingest_abort',
  'remove',
  'duplicates',
  'series',
  'findings',
  'transfers',
  'forecast',
  'check_payment',
  'evaluate',
  'respond',
  'compare_payees',
  'consent',
  'tell',
  'choices',
  'take_entries',
  'apply_entries',
  'erase',
  'snapshot',
  'restore',
  'stats',
  'pack',
  'features',
  'ingest_learn',
  'prepare',
] as const;

/** One of them. */
export type Method = (typeof METHODS)[number];
