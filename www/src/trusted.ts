// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Addresses of workers as the page's policy wants them: trusted, each a constant of the caller.
 */

interface Policy {
  createScriptURL(input: string): string;
}
interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}

/** Typed as a string, since that is how the browser's own declarations take it. */
export function workerAddress(file: 'sw.js' | 'check.worker.js'): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  return trustedTypes?.createPolicy(`larkmere-${file}`, { createScriptURL: () => file }).createScriptURL(file) ?? file;
}
