// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The developer's view: open and close it, trace the decision that stands on the page, copy a call as a script.
 */
import type { Bank } from '../bank.js';
import { canCopy, scriptOf, type Call } from '../calls.js';
import { LOCALE } from '../format.js';
import type { State, Store } from '../state.js';
import { lifeOf } from '../story.js';
import { stringsOf } from '../strings.js';

export interface DeveloperActions {
  toggleDeveloper(): void;
  /** Newest first; the same list until there is another call. */
  calls(): readonly Call[];
  traceDecision(): void;
  copyCall(call: Call): Promise<void>;
}

export const DEVELOPER_TITLE_ID = 'developer-title';
export const DEVELOPER_BUTTON_ID = 'developer-button';
export const FRESH_DEVELOPER = { isOpen: false, trace: null, copied: null } as const satisfies State['developer'];

export function developerActions(store: Store, bank: Bank): DeveloperActions {
  const change = (patch: Partial<State['developer']>, more: Partial<State> = {}) => store.update({ ...more, developer: { ...store.state.developer, ...patch } });

  /** The rows of the customer on the page, as code. */
  const rowsAsCode = (): string => {
    const { source, data, year } = store.state;
    if (source === 'story' && year.id) {
      const { consent: _, ...life } = lifeOf(year.id);
      return [
        "import { persona } from 'oxpecker/personas';",
        '',
        `const { accounts, transactions } = persona('${life.id}');`,
        'const rows = {',
        '  accounts: accounts.map(({ balance, balanceAt, ...account }) => account),',
        `  transactions: transactions.filter(({ bookedAt }) => bookedAt <= '${data.asOf}'),`,
        '};',
      ].join('\n');
    }
    const { accounts, transactions } = data;
    return `\nconst rows = ${JSON.stringify({ accounts, transactions })};`;
  };

  return {
    toggleDeveloper() {
      const { isOpen } = store.state.developer;
      change({ isOpen: !isOpen, trace: null, copied: null }, { focus: isOpen ? DEVELOPER_BUTTON_ID : DEVELOPER_TITLE_ID });
    },
    calls: () => bank.calls(),
    traceDecision() {
      change({ trace: bank.trace() });
    },
    async copyCall(call) {
      if (!canCopy(call)) return;
      const { language, data, granted } = store.state;
      const script = scriptOf(call, { locale: LOCALE[language], timeZone: data.timeZone, consent: [...granted], rows: rowsAsCode() });
      try {
        await navigator.clipboard.writeText(script);
        change({ copied: call.place }, { announcement: stringsOf(language).developerCopied });
      } catch {
        change({ copied: null }, { announcement: stringsOf(language).developerNotCopied });
      }
    },
  };
}
