// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The options of `create()` and of the storage, by what can be said of them before anything is loaded.
 *
 * In: what a host hands over. Out: nothing, or a coded error that names the option. Invariants: every entry asks here, so
 * that what one refuses no other takes without a word.
 */

import type { CreateOptions } from './api';
import { bytesOf } from './envelope';
import { listens, must, objectOf } from './error';
import type { IndexedDbStorageOptions } from './storage/contract';
import type { Controller } from './types';

/** What `create()` knows of, in every entry. */
const OPTIONS = /^(consent|controller|locale|messages|onChange|pack(Floor|Keys|Signatures|Verify)?|retentionMonths|storage|timeZone|wasm)$/;

/** Refuses options that are of another kind. */
export function checkOptions(options: CreateOptions): void {
  const { consent = [], retentionMonths = null, controller, onChange, packKeys, packSignatures = 1, packFloor, packVerify } = options;
  for (const name in options) must(OPTIONS.test(name), 'options', `without \`${name}\``);
  must(Array.isArray(consent), 'consent', 'an array');
  // JSON would make NaN and Infinity null, which means: keep everything.
  must(retentionMonths === null || Number.isInteger(retentionMonths), 'retentionMonths', 'a whole number');
  // What a receipt says of whoever asked.
  const isWhole = 'id name address contact jurisdiction'.split(' ').every((name) => typeof controller?.[name as keyof Controller] === 'string');
  must(controller == null || isWhole, 'controller', 'a `Controller`');
  listens(onChange, 'onChange');
  if (packKeys === undefined) {
    // Whoever gives one of these means to take signed packs only.
    for (const name of ['packSignatures', 'packFloor', 'packVerify'] as const) must(options[name] == null, name, 'given with `packKeys`');
    return;
  }
  // A slip here would let packs in that nobody signed, or leave out all of them.
  must(Object.values(objectOf(packKeys, 'packKeys')).every((key) => bytesOf(key, 32)), 'packKeys', '32 bytes in base64 for each id');
  must(Number.isInteger(packSignatures) && packSignatures > 0, 'packSignatures', 'a whole number');
  must(packFloor == null || Number.isInteger(packFloor), 'packFloor', 'a whole number');
  listens(packVerify, 'packVerify');
}

/** The options of the storage that comes with the package, where they are of their kind. */
export function checkPlace<T extends IndexedDbStorageOptions>(options: T, field = 'options'): T {
  const { name, persistRows, keyProvider } = objectOf(options, field);
  must(name && typeof name === 'string', 'name', 'a text');
  must(persistRows == null || typeof persistRows === 'boolean', 'persistRows', 'a boolean');
  listens(keyProvider, 'keyProvider');
  return options;
}
