// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The bank's name, the choice of customer data and of language, and the links to the page's sections.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { PAGES, type Language, type Source } from '../model.js';
import { stringsOf } from '../strings.js';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['ja', '日本語'],
];

/** The page that stands open; the first as long as none was drawn. */
const pageOpen = () => document.querySelector('[data-page]:not([hidden])')?.id ?? PAGES[0];

export function headerRegion(actions: Actions): Region {
  return {
    root: h('header', { class: 'bar' }),
    reads: (state) => [state.source],
    draw(state) {
      const words = stringsOf(state.language);
      const option = (value: Source, label: string) => h('option', { value, selected: state.source === value }, label);
      const customer = h(
        'select',
        {
          id: 'customer',
          on: {
            change: () => {
              const source = customer.value;
              if (source === 'europe' || source === 'japan') void actions.chooseCustomer(source);
            },
          },
        },
        option('europe', words.customerEurope),
        option('japan', words.customerJapan),
        state.source === 'file' && option('file', words.customerFile),
        state.source === 'story' && option('story', words.customerStory),
      );
      return [
        h(
          'div',
          { class: 'bar-inner' },
          h(
            'p',
            { class: 'brand' },
            icon('leaf'),
            h('span', {}, h('b', {}, words.bank), ' ', h('span', { class: 'brand-line' }, words.bankLine)),
          ),
          h('div', { class: 'field-inline bar-customer' }, h('label', { for: 'customer', class: 'visually-hidden' }, words.customerLabel), customer),
          h(
            'div',
            { class: 'segmented', role: 'group', 'aria-label': words.languageLabel },
            ...LANGUAGES.map(([language, label]) =>
              h(
                'button',
                {
                  type: 'button',
                  id: `language-${language}`,
                  lang: language,
                  'aria-pressed': String(state.language === language),
                  on: { click: () => void actions.chooseLanguage(language) },
                },
                label,
              ),
            ),
          ),
        ),
        h(
          'nav',
          { class: 'sections', 'aria-label': words.sections },
          ...PAGES.map((page) => h('a', { href: `#${page}`, id: `to-${page}`, 'aria-current': pageOpen() === page && 'page' }, words.pages[page])),
        ),
      ];
    },
  };
}
