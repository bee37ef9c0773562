// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Lets a file be dropped anywhere on the page.
 *
 * In: where the hint is shown, what to do with the files.
 * Invariants: a dropped file never makes the browser leave the page.
 */

export function acceptDrops(hint: HTMLElement, drop: (files: FileList) => void): void {
  // Leaving one element and entering its child fires twice: only the count tells "outside".
  let depth = 0;
  const mark = (inside: boolean) => {
    depth = inside ? depth : 0;
    hint.toggleAttribute('data-dropping', inside);
  };
  const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

  addEventListener('dragenter', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth += 1;
    mark(true);
  });
  addEventListener('dragover', (event) => {
    if (carriesFile(event)) event.preventDefault();
  });
  addEventListener('dragleave', () => {
    depth -= 1;
    if (depth <= 0) mark(false);
  });
  addEventListener('drop', (event) => {
    if (!carriesFile(event) || !event.dataTransfer) return;
    event.preventDefault();
    mark(false);
    drop(event.dataTransfer.files);
  });
}
