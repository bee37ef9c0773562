// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Which engine runs, and whether its bytes were hashed before they did.
 */

import { integrity } from 'oxpecker:identity';
import type { Bridge } from './call';

/** Modules that were compiled from the bytes of this release, and the bridges to their instances. */
export const verified = /* @__PURE__ */ new WeakSet<object>();

/** The SHA-256 that the engine of this release has, and whether it is the one that runs. */
export const identityOf = (bridge: Bridge): { sha256: string; verified: boolean } => ({
  sha256: Array.from(atob(integrity.slice(7)), (sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
  verified: verified.has(bridge),
});
