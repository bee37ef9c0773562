// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The visitor's own file: read it, show what was skipped, or say why it cannot be used.
 *
 * Invariants: until the file is read whole and has a usable row, the page and its engine stay as they were.
 */
import { codeOf, type Bank, type View } from '../bank.js';
import { today } from '../calendar.js';
import { busiestAccount, datasetOf, triesFrom } from '../file.js';
import { number } from '../format.js';
import type { Store } from '../state.js';
import { stringsOf } from '../strings.js';
import { freshCustomer } from './account.js';

export interface FileActions {
  openFile(files: FileList | null): Promise<void>;
  cancelFile(): void;
}

export const FILE_RESULT_ID = 'file-result';

export function fileActions(store: Store, bank: Bank): FileActions {
  let reading: AbortController | null = null;
  const words = () => stringsOf(store.state.language);
  const count = (value: number) => number(value, store.state.language);

  return {
    async openFile(files) {
      if (reading || !files) return;
      const [file, second] = files;
      if (!file) return;
      if (second) {
        store.update({ file: { step: 'idle', note: 'one-only' }, announcement: words().fileOneOnly });
        return;
      }
      reading = new AbortController();
      const { signal } = reading;
      const { language } = store.state;
      store.update({
        file: { step: 'reading', name: file.name, share: null, rows: 0 },
        announcement: words().fileReading(file.name),
      });
      try {
        const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
        const { report, adopt, discard } = await bank.read(file, {
          language,
          timeZone,
          signal,
          onProgress: (rows, share) =>
            store.update({ file: { step: 'reading', name: file.name, share, rows } }),
        });
        const data = datasetOf(await file.text(), report, timeZone, today(timeZone, new Date()));
        if (!data) {
          discard();
          fail(file.name, 'NONE_VALID');
          return;
        }
        let view: View;
        try {
          view = adopt(data);
        } catch (error) {
          discard();
          throw error;
        }
        if (store.state.language !== language) {
          await bank.speak(store.state.language);
          view = bank.look();
        }
        const tries = triesFrom(data, busiestAccount(data), view.series);
        store.update({
          ...freshCustomer({ ...data, tries }, store.state.formVersion),
          ...view,
          source: 'file',
          file: { step: 'done', name: file.name, report },
          announcement: words().fileDone(count(report.added)),
          focus: FILE_RESULT_ID,
        });
      } catch (error) {
        if (signal.aborted) {
          store.update({ file: { step: 'idle', note: 'cancelled' }, announcement: words().fileCancelled });
        } else {
          fail(file.name, codeOf(error));
        }
      } finally {
        reading = null;
      }
    },

    cancelFile() {
      reading?.abort();
    },
  };

  function fail(name: string, code: string): void {
    store.update({
      file: { step: 'failed', name, code },
      announcement: words().fileFailed,
      focus: FILE_RESULT_ID,
    });
  }
}
