// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An error as text on its way across, and back: the code, where it happened, and the sentence.
 *
 * Invariants: the host's own error stays behind, since its message may name what the customer's objects hold; what has no
 * code of the list becomes a crash.
 */

import { type Diagnostic, OxpeckerError, type OxpeckerErrorCode, sentences } from '../error';

Object.assign(sentences, {
  WORKER_BLOCKED: "the worker did not start. Serve `isolated.worker.js` and pass its address, or allow `worker-src blob:`; see docs/ISOLATED.md",
  NOT_ISOLATED: "the worker could reach something, so nothing was loaded. Serve its file with `default-src 'none'; script-src 'wasm-unsafe-eval'`",
  MESSAGE_REFUSED: 'what was to cross into the worker, or came out of it, is not of the contract or too large',
});

interface Told {
  code: OxpeckerErrorCode;
  message?: string;
  at?: number;
  field?: string;
  diagnostics?: Diagnostic[];
}

/** The error as text. */
export function told(error: unknown): string {
  const { code, message, at, field, diagnostics } = error instanceof OxpeckerError ? error : new OxpeckerError(codeOf(error));
  const all: Told = { code, message };
  if (at !== undefined) all.at = at;
  if (field !== undefined) all.field = field;
  if (diagnostics !== undefined) all.diagnostics = diagnostics;
  return JSON.stringify(all);
}

/** Errors of a storage carry a code of their own; any other is a defect. */
function codeOf(error: unknown): OxpeckerErrorCode {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('STORAGE_') ? (code as OxpeckerErrorCode) : 'ENGINE_CRASHED';
}

/** The error again. */
export function errorOf(text: string): OxpeckerError {
  const { code, message, at, field, diagnostics } = JSON.parse(text) as Told;
  const error = new OxpeckerError(code, { at, field, diagnostics });
  // The sentence as the worker made it: it may have one more clause.
  if (message) Object.defineProperty(error, 'message', { value: message, configurable: true, writable: true });
  return error;
}
