// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An app with the package and nothing else, for the start from nothing.
 */
export { Oxpecker } from 'oxpecker';
