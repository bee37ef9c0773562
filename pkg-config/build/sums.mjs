// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `SHA256SUMS`: what every file of the package hashes to, in the form that `sha256sum --check` reads.
 *
 * The demo is no part of it: it lies in the package for a look, and no entry loads it.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text for a finished folder. */
export function sums(out) {
  const files = ['', 'dist', 'docs'].flatMap((folder) =>
    readdirSync(join(out, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'SHA256SUMS')
      .map(({ name }) => (folder ? `${folder}/${name}` : name)),
  );
  return files.sort().map((file) => `${createHash('sha256').update(readFileSync(join(out, file))).digest('hex')}  ${file}\n`).join('');
}
