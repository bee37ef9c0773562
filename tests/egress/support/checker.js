// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A visitor who runs the page's own check, and tells what the page says of it by leaving the page.
 */

addEventListener('load', async () => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (find, patience = 60_000) => {
    for (const end = Date.now() + patience; Date.now() < end; await pause(50)) if (find()) return find();
    return null;
  };
  const errors = [];
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const found = { errors };
  try {
    (await until(() => document.querySelector('#to-check'))).click();
    (await until(() => document.querySelector('#check-run'))).click();
    await until(() => document.querySelector('#check-found table'));
    await pause(SETTLE);
    found.rows = Object.fromEntries(all('#check-found tbody tr').map((row) => [row.cells[0].textContent, [1, 2].map((at) => row.cells[at].dataset.outcome)]));
    found.controls = document.querySelector('#check-control').dataset.seen;
    found.same = all('#check-found [data-same]').map((one) => one.dataset.same);
    found.sha256 = document.querySelector('#check-sha256')?.textContent;
    found.imports = all('#check-found .check-imports h3').map((one) => one.textContent);
    found.sources = all('#check-found .check-imports pre').map((one) => one.textContent);
    found.policies = all('#check-policies code').map((one) => one.textContent);
    found.spoken = document.querySelector('#app > [role=status]').textContent;
    // Each try has its element for a second at most.
    const left = () => all('iframe, form[action], body > :not(#app, noscript)').length;
    await until(() => !left(), 3_000);
    found.left = left();
  } catch (error) {
    found.failed = `${error}; it stood at: ${document.querySelector(".page-check")?.textContent.slice(-120)} ${errors}`;
  }
  location.href = `/told?${encodeURIComponent(JSON.stringify(found))}`;
});
