// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Assertions about coded errors.
 */

import assert from 'node:assert/strict';

const check = (code, rest) => (error) => {
  assert.equal(error?.name, 'OxpeckerError', `not a coded error: ${error?.stack}`);
  assert.equal(error.code, code, error.message);
  assert.ok(error instanceof Error);
  assert.ok(error.message.startsWith(`${code}: `) && error.message.length > code.length + 20, error.message);
  for (const [key, value] of Object.entries(rest)) assert.deepEqual(error[key], value, `${key} of ${error.message}`);
  return true;
};

/** That a call throws a code, with these fields. */
export const throwsCode = (call, code, rest = {}) => assert.throws(call, check(code, rest));

/** That a promise rejects with a code, with these fields. */
export const rejectsCode = (promise, code, rest = {}) => assert.rejects(promise, check(code, rest));

/** That two snapshots are the same bytes. */
export const sameBytes = (a, b, what = 'bytes') => assert.ok(Buffer.from(a).equals(Buffer.from(b)), `${what} differ`);
