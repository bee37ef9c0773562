// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The storage of the package as the entries hand it out: its options are refused with the error of the entry, which the
 * file of the storage does not carry with it.
 */

import { checkPlace } from './options';
import type { IndexedDbStorageOptions, OxpeckerStorage } from './storage/contract';
import { indexedDbStorage } from './storage/indexeddb';

/** See `indexedDbStorage` in the storage's own room. */
export const storageOf = (options: IndexedDbStorageOptions): OxpeckerStorage => indexedDbStorage(checkPlace(options));
