// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Positive controls: each watcher of the other tests must see a planted fault.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeViolations, openPage, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';

test('axe finds a planted violation', async () => {
  const opened = await openPage(browser, demo.address);
  await opened.page.evaluate(() => document.querySelector('main').append(document.createElement('input')));
  assert.ok((await axeViolations(opened)).some(({ id }) => id === 'label'));
  await opened.close();
});

test('a planted inline style is reported by the policy and in the console', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.evaluate(() => document.querySelector('h2').setAttribute('style', 'color: red'));
  await page.waitForTimeout(300);
  assert.equal(watch.violations.length, 1);
  assert.match(watch.violations[0], /^style-src/);
  assert.equal(watch.console.length, 1);
  await close();
});

test('HTML from a string is refused by the policy', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  const outcome = await page.evaluate(() => {
    try {
      document.querySelector('h2').innerHTML = '<b>no</b>';
      return 'accepted';
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(outcome, 'TypeError');
  await page.waitForTimeout(300);
  assert.match(watch.violations[0], /^require-trusted-types-for/);
  await close();
});

test('a page that is too wide is noticed', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.evaluate(() => {
    const wide = document.createElement('div');
    wide.style.width = '3000px';
    wide.textContent = 'wide';
    document.body.append(wide);
  });
  assert.ok((await sidewaysScroll(page)) > 0);
  await close();
});
