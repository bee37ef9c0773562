// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Counts what this page has requested since it was loaded, as the browser itself records it.
 *
 * Out: the count, now and after each further request; nothing where the browser keeps no record.
 * Invariants: only the tab's icon is left out, which the browser fetches by itself once the page has loaded.
 */

export function watchRequests(listener: (count: number) => void): void {
  if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes('resource')) return;
  const loadEnd = (): number => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return navigation?.loadEventStart || Number.POSITIVE_INFINITY;
  };
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href;
  const isIcon = (entry: PerformanceResourceTiming) => entry.initiatorType === 'other' && entry.name === icon;
  const count = () => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    listener(entries.filter((entry) => entry.startTime >= loadEnd() && !isIcon(entry)).length);
  };
  // The browser keeps 250 entries unless told otherwise; a count must not stop there.
  performance.setResourceTimingBufferSize(10_000);
  new PerformanceObserver(count).observe({ type: 'resource', buffered: true });
  if (document.readyState === 'complete') count();
  else addEventListener('load', count, { once: true });
}
