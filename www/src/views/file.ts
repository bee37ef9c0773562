// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The visitor's own file: choose or drop, progress, and the report of what was skipped.
 */
import { FILE_RESULT_ID } from '../actions/file.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { name, number } from '../format.js';
import { icon } from '../icons.js';
import type { FileReading, State } from '../state.js';
import { stringsOf } from '../strings.js';
import { acceptDrops } from './drop.js';

const PROBLEMS_SHOWN = 12;

/** The moving part has a region of its own, so that "Cancel" stays one and the same button while the count runs. */
export function progressRegion(): Region {
  return {
    root: h('div', { class: 'progress' }),
    reads: (state) => [state.file],
    draw(state) {
      const { file, language } = state;
      if (file.step !== 'reading') return [];
      return [
        h('progress', { max: 1, value: file.share, 'aria-labelledby': 'file-reading' }),
        h('p', { class: 'fine' }, stringsOf(language).fileProgress(number(file.rows, language))),
      ];
    },
  };
}

export function fileRegion(actions: Actions, progress: HTMLElement): Region {
  const root = h('section', { id: 'file', class: 'panel file', 'aria-labelledby': 'file-title' });
  acceptDrops(root, (files) => void actions.openFile(files));
  return {
    root,
    reads: ({ file, source }) => [file.step === 'reading' ? file.name : file, source],
    draw(state) {
      const words = stringsOf(state.language);
      return [
        h('h2', { id: 'file-title' }, words.file),
        h('p', { class: 'lead' }, words.fileLead),
        ...progressOrChoice(state, progress, actions),
        result(state.file, state, actions),
        h('p', { class: 'drop-hint', 'aria-hidden': 'true' }, icon('file'), words.fileDrop),
      ];
    },
  };
}

function progressOrChoice(state: State, progress: HTMLElement, actions: Actions): Child[] {
  const words = stringsOf(state.language);
  const { file } = state;
  if (file.step === 'reading') {
    return [
      h('p', { id: 'file-reading' }, h('bdi', {}, words.fileReading(name(file.name)))),
      progress,
      h('button', { type: 'button', id: 'file-cancel', class: 'button', on: { click: () => actions.cancelFile() } }, words.fileCancel),
    ];
  }
  const input = h('input', {
    type: 'file',
    id: 'file-input',
    class: 'visually-hidden',
    accept: '.json,.jsonl,.ndjson,application/json,application/x-ndjson',
    on: {
      change: () => {
        void actions.openFile(input.files);
        input.value = '';
      },
    },
  });
  return [input, h('label', { for: 'file-input', class: 'button' }, icon('file'), words.fileChoose)];
}

function result(file: FileReading, state: State, actions: Actions): Child {
  const words = stringsOf(state.language);
  const count = (value: number) => number(value, state.language);
  if (file.step === 'idle') {
    return file.note && h('p', { class: 'note' }, file.note === 'cancelled' ? words.fileCancelled : words.fileOneOnly);
  }
  if (file.step === 'failed') {
    return h(
      'div',
      { class: 'note note-bad', id: FILE_RESULT_ID, tabindex: -1 },
      h('p', {}, h('b', {}, h('bdi', {}, name(file.name)))),
      h('p', {}, words.fileFailed),
      h('p', {}, words.fileErrors[file.code] ?? words.fileErrorOther),
    );
  }
  if (file.step !== 'done') return null;
  const { report } = file;
  const problems = report.problems.slice(0, PROBLEMS_SHOWN);
  const more = Math.max(report.problems.length, report.rejected) - problems.length;
  return h(
    'div',
    { class: 'note', id: FILE_RESULT_ID, tabindex: -1 },
    h('p', {}, h('b', {}, h('bdi', {}, name(file.name)))),
    h('p', {}, words.fileDone(count(report.added + report.updated))),
    h('p', {}, report.rejected === 0 ? words.fileSkippedNone : words.fileSkipped(count(report.rejected))),
    problems.length > 0 &&
      h(
        'ul',
        { class: 'problems' },
        ...problems.map((problem) =>
          h(
            'li',
            {},
            h('b', {}, problem.row < 0 ? words.fileAccountRow : words.fileRow(count(problem.row + 1))),
            ' ',
            h('code', {}, name(problem.field)),
            ' ',
            words.rowProblems[problem.code] ?? words.rowProblemOther,
          ),
        ),
        more > 0 && h('li', {}, words.fileSkippedMore(count(more))),
      ),
    h(
      'button',
      {
        type: 'button',
        id: 'back-to-sample',
        class: 'button',
        on: { click: () => void actions.chooseCustomer(state.language === 'ja' ? 'japan' : 'europe') },
      },
      words.backToSample,
    ),
  );
}
