// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Keeps the page's own files on the device, so that it opens without a connection. It starts only when a visitor asks for it.
 *
 * In: `FILES` and `VERSION`, which the build puts in their place. Out: answers from the cache, for these files alone.
 * Invariants: nothing but these files is ever asked for, and only while a version is being kept; a version is kept whole
 * or not at all, and the one before goes when the new one takes over; no data of a customer comes here.
 */
const CACHE = `larkmere-${VERSION}`;

self.addEventListener('install', (event) => {
  // Past the browser's own cache, or old and new files may be mixed.
  const files = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  const others = (names) => Promise.all(names.filter((name) => name.startsWith('larkmere-') && name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(others));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(event.request.mode === 'navigate' ? './' : event.request));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
