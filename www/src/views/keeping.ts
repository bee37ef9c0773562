// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What is kept on this device and what that protects, taking it along, bringing it back, and erasing it.
 *
 * Invariants: erasing is asked once, the way back is the first button, and what was deleted is said.
 */
import type { Deleted } from 'oxpecker';
import { ERASE_ASK_ID, ERASE_BUTTON_ID, ERASE_DONE_ID, IMPORT_NOTE_ID } from '../actions/privacy.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { number } from '../format.js';
import { icon } from '../icons.js';
import type { PortableNote, State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { deletedList } from './row.js';

export function keepingRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'keeping', class: 'panel keeping', 'aria-labelledby': 'keeping-title' }),
    reads: ({ storage, portable, erasing }) => [storage.state, storage.code, storage.restored, portable, erasing],
    draw(state) {
      const words = stringsOf(state.language);
      const { portable } = state;
      return [
        h('h2', { id: 'keeping-title' }, words.keeping),
        ...standing(state, words),
        h('h3', {}, words.exporting),
        h('p', { class: 'lead' }, words.exportLead),
        h('div', { class: 'choices' }, button('export', words.exportButton, () => actions.exportData()), ...bringBack(words, actions)),
        portable && h('p', { class: isGood(portable) ? 'note' : 'note note-bad', id: IMPORT_NOTE_ID, tabindex: -1 }, portableText(portable, state)),
        h('h3', {}, words.erase),
        ...erasing(state, words, actions),
      ];
    },
  };
}

function button(id: string, label: string, press: () => void, more = ''): HTMLElement {
  return h('button', { type: 'button', id, class: `button${more}`, on: { click: press } }, label);
}

function standing(state: State, words: Strings): Child[] {
  const { storage, erasing } = state;
  const isErased = erasing.step === 'done' && erasing.deleted !== null && storage.state === 'saved' && state.granted.size === 0;
  const key = isErased ? 'erased' : storage.state === 'saved' && storage.restored ? 'restored' : storage.state;
  const text = storage.state === 'failed' ? words.storageFailed : (words.storageStates[key] ?? '');
  const why = storage.code === undefined ? undefined : (words.storageCodes[storage.code] ?? storage.code);
  return [
    h('p', { class: 'standing', id: 'storage-state', 'data-state': key }, icon('lock'), h('span', {}, text, why !== undefined && ` ${why}`)),
    storage.state !== 'none' && h('p', { class: 'fine' }, words.storageDoes),
    storage.state !== 'none' && h('p', { class: 'fine' }, words.storageDoesNot),
  ];
}

function bringBack(words: Strings, actions: Actions): Child[] {
  const input = h('input', {
    type: 'file',
    id: 'import-input',
    class: 'visually-hidden',
    accept: '.json,application/json',
    on: {
      change: () => {
        void actions.importData(input.files?.[0]);
        input.value = '';
      },
    },
  });
  return [input, h('label', { for: 'import-input', class: 'button' }, words.importButton)];
}

const isGood = ({ step }: PortableNote) => step === 'saved' || step === 'taken';

function portableText(portable: PortableNote, state: State): string {
  const words = stringsOf(state.language);
  if (portable.step === 'taken') return words.importDone(number(portable.rows, state.language));
  if (portable.step === 'saved') return words.exportDone;
  return portable.step === 'other' ? words.importOther : words.importBad;
}

function erasing(state: State, words: Strings, actions: Actions): Child[] {
  const { erasing: now } = state;
  const lead = h('p', { class: 'lead' }, words.eraseLead);
  const ask = button(ERASE_BUTTON_ID, words.eraseButton, () => actions.askErase());
  if (now.step === 'idle') return [lead, ask];
  if (now.step === 'done') return erased(now.deleted, state, ask);
  return [
    lead,
    h(
      'div',
      { class: 'review', role: 'group', 'aria-labelledby': ERASE_ASK_ID },
      h('h4', { id: ERASE_ASK_ID, tabindex: -1 }, words.eraseAsk),
      h('p', {}, words.eraseAskMore),
      h(
        'div',
        { class: 'choices' },
        button('erase-keep', words.eraseKeep, () => actions.keepAll()),
        button('erase-confirm', words.eraseConfirm, () => void actions.eraseAll(), ' button-grave'),
      ),
    ),
  ];
}

function erased(deleted: readonly Deleted[] | null, state: State, ask: HTMLElement): Child[] {
  const words = stringsOf(state.language);
  return [
    h(
      'div',
      { class: deleted ? 'note' : 'note note-bad', id: ERASE_DONE_ID, tabindex: -1 },
      h('p', {}, h('b', {}, deleted ? words.eraseDone : words.eraseFailed)),
      deleted && (deleted.length > 0 ? deletedList(words.eraseDeleted, deleted, state) : h('p', {}, words.eraseNothing)),
      h('p', {}, words.eraseAfter),
    ),
    !deleted && ask,
  ];
}
