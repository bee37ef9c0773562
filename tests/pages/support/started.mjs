// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A demo and a browser for the tests of the file that imports this: there before its first test, ended after its last.
 */
import { after, before } from 'node:test';
import { startBrowser, startDemo } from './browser.mjs';

/** Live: they are set by the time a test runs. */
export let demo;
export let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  demo?.stop();
});
