// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A visitor inside the page: presses whatever can be pressed, opens a file of hostile rows, and watches what the page does
 * meanwhile. Loaded before the page's own script, by the same policy; it tells its findings by leaving the page, since no
 * connection is allowed.
 */

(() => {
  const HOSTILE = '/*HOSTILE*/';
  const seen = { console: [], errors: [], violations: [], calls: [], cookies: [], stored: [], requests: [] };
  const note = (list, value) => void (list.length < 20 && list.push(String(value).slice(0, 120)));
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = (...args) => note(seen.console, `${level}: ${args.join(' ')}`);
  addEventListener('error', (event) => note(seen.errors, event.message));
  addEventListener('unhandledrejection', (event) => note(seen.errors, event.reason));
  document.addEventListener('securitypolicyviolation', (event) => note(seen.violations, `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
  const wrapped = (owner, name) => {
    const original = owner?.[name];
    if (typeof original === 'function') owner[name] = new Proxy(original, {
      apply: (target, self, args) => (note(seen.calls, name), Reflect.apply(target, self, args)),
      construct: (target, args) => (note(seen.calls, name), Reflect.construct(target, args)),
    });
  };
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'Worker', 'SharedWorker', 'open', 'fetchLater', 'Notification']) wrapped(globalThis, name);
  wrapped(Navigator.prototype, 'sendBeacon');
  wrapped(globalThis.CacheStorage?.prototype, 'open');
  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    note(seen.stored, `storage ${key}`);
    return setItem.call(this, key, value);
  };
  const opened = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, ...more) {
    if (!name.startsWith('oxpecker:')) note(seen.stored, `database ${name}`);
    return opened.call(this, name, ...more);
  };
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(document, 'cookie', { get: () => cookie.get.call(document), set: (value) => note(seen.cookies, value) });

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (holds, patience = 20_000) => {
    for (const end = Date.now() + patience; Date.now() < end; await pause(30)) if (holds()) return true;
    return false;
  };
  const tags = () => new Set([...document.querySelectorAll('*')].map(({ localName }) => localName));
  const attributes = () => new Set([...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()));
  // What downloads, asks the browser for a file, keeps the page's own files for offline use, or tries what the page's
  // policies stop; pages and erasing have their turn.
  const LEFT = /export|import|file-|offline|keep|^to-|erase|check-run/;
  const pressed = new Set();

  /** Presses each control once, as long as new ones come. */
  async function pressAll(most) {
    const end = Date.now() + 60_000;
    for (let count = 0; count < most && Date.now() < end; count++) {
      const find = () => [...document.querySelectorAll('button:not(:disabled), summary, input[type=checkbox], input[type=radio], select, a[href^="#"]')].find(
        (one) => one.checkVisibility?.() !== false && !LEFT.test(one.id) && !pressed.has(one.id || one.textContent),
      );
      // Some controls rest while the page works something out.
      let next = find();
      for (let patience = 40; !next && patience; patience--) {
        await pause(40);
        next = find();
      }
      if (!next) return count;
      pressed.add(next.id || next.textContent);
      if (next.localName === 'select') {
        next.selectedIndex = (next.selectedIndex + 1) % next.options.length;
        next.dispatchEvent(new Event('change', { bubbles: true }));
      } else next.click();
      // A person waits until the page has answered.
      await pause(120);
    }
    return most;
  }

  /** Opens a file and draws each of its rows; the list is drawn anew at each step, so files are short. */
  async function openFile(name, rows) {
    const input = document.querySelector('#file-input');
    const transfer = new DataTransfer();
    transfer.items.add(new File([JSON.stringify(rows)], name, { type: 'application/json' }));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    if (!(await until(() => document.querySelector('#file-result')?.textContent.includes(name)))) throw new Error(`${name} was not opened`);
    for (let more; (more = document.querySelector('#show-more')); await pause(5)) more.click();
  }

  const FILE = 500;

  async function openHostile() {
    const before = { tags: tags(), attributes: attributes() };
    const [texts, found] = [new Set(), { tags: new Set(), attributes: new Set() }];
    const rows = JSON.parse(HOSTILE);
    let made = 0;
    for (let at = 0; at < rows.length; at += FILE) {
      await openFile(`hostile-${at}.json`, rows.slice(at, at + FILE));
      for (const one of document.querySelectorAll('#transactions .payee, #transactions bdi')) if (/^h\d+ /.test(one.textContent)) texts.add(one.textContent);
      // The page draws other parts of itself with a file open: those are its own, and stand in the list of known ones.
      for (const name of tags()) if (!before.tags.has(name)) found.tags.add(name);
      for (const name of attributes()) if (!before.attributes.has(name)) found.attributes.add(name);
      made += document.querySelectorAll('script:not([src]), x-hostile, [data-hostile], [onerror], [onload], [onclick], iframe, object, embed, img, base, form[action]').length;
    }
    return { shown: texts.size, tags: [...found.tags], attributes: [...found.attributes], made, ran: globalThis.hostile === undefined ? 0 : 1 };
  }

  addEventListener('load', async () => {
    const found = { seen, trusted: 'trustedTypes' in globalThis };
    try {
      found.drawn = await until(() => document.querySelector('#feed article'));
      await pause(300);
      performance.clearResourceTimings();
      const start = performance.now();
      try {
        document.createElement('div').innerHTML = '<b>x</b>';
        found.refused = false;
      } catch {
        found.refused = true;
      }
      // That one was on purpose.
      await pause(100);
      seen.violations.length = 0;
      if (location.hash !== '#hostile') {
        found.pressed = 0;
        for (const page of ['home', 'savings', 'year', 'check', 'settings']) {
          document.querySelector(`#to-${page}`)?.click();
          await pause(300);
          found.pressed += await pressAll(100);
        }
        for (const last of ['erase-button', 'erase-confirm']) {
          document.querySelector(`#${last}`)?.click();
          await pause(200);
        }
        found.erased = await until(() => document.querySelector('#erase-done'), 5000);
      }
      found.requests = performance.getEntriesByType('resource').filter((one) => one.startTime > start).map(({ name }) => name);
      found.cookie = cookie.get.call(document);
      if (location.hash === '#hostile') found.hostile = await openHostile();
    } catch (error) {
      found.failed = String(error);
    }
    location.href = `/told?${encodeURIComponent(JSON.stringify(found))}`;
  });
})();
