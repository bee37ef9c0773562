// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Canonical JSON in the manner of RFC 8785: keys in the order of their UTF-16 units, no white space, numbers and texts as
 * ECMAScript writes them. Two equal receipts are equal byte for byte, so a hash of one means something.
 */

/** The canonical text of plain data; what JSON cannot hold is refused by the compiler, not here. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
