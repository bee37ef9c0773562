// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words of what the check found, in both languages; what is said before it is in `strings.check.*`.
 *
 * Invariants: what was not shown is said as plainly as what was.
 */
import type { Language } from '../model.js';

export const EN = {
  engine: 'The engine that runs here',
  engineLead: (bytes: string, imports: number) =>
    `One WebAssembly module of ${bytes} bytes. It can call ${imports} functions of the page, and reaches nothing else: no network, no storage, no clock, no element of the page.`,
  engineNone: 'This page has not seen the engine start, so nothing can be said of it.',
  can: 'It can',
  cannot: 'It cannot',
  known: {
    __wbg___wbindgen_throw: ['stop the call that is under way, with a text out of its own memory', 'reach anything of the page: it makes an error, which the script around it catches'],
    __wbindgen_init_externref_table: ['put the constants undefined, null, true and false into a table of its own', 'reach anything of the page: the table is inside the module'],
  } as Readonly<Record<string, readonly string[]>>,
  unknown: 'Not one of the two that are known to be inert. Read its source.',
  source: 'The function behind it, as it runs',
  hash: 'SHA-256 of its bytes, worked out here',
  hashNone: 'This browser works out no hash here, as on a page without TLS.',
  hashSame: 'the same',
  hashOther: 'another one',
  hashLoader: 'The constant in the loader of the package, which starts no other bytes',
  hashSums: 'dist/engine.wasm in SHA256SUMS of the package that this page was built with',

  ways: 'Ways out',
  sumPage: (tried: number, stopped: number, through: number, unsure: number) =>
    `From this page, ${stopped} of ${tried} ways to another server were stopped, ${through} got through${unsure > 0 ? `, and ${unsure} gave no sign` : ''}.`,
  sumWorker: (tried: number, stopped: number, through: number, unsure: number) =>
    `From the isolated worker, ${stopped} of ${tried} were stopped, ${through} got through${unsure > 0 ? `, and ${unsure} gave no sign` : ''}. The others do not exist there.`,
  sumNoWorker: 'The worker did not speak to the end, so of it this shows nothing.',
  sumOpen: 'No policy of today’s browsers closes WebRTC, links, new windows and hints to connect to a page. They were not tried. A worker has none of them: that is why a bank can run the engine in one.',
  controlGood: 'Control: an image and a script of this page’s own server are allowed, were tried with the same hand, and were seen to get through.',
  controlBad: 'The control failed: what is allowed was not seen to get through. So what is below shows nothing.',
  way: 'Way',
  inPage: 'From this page',
  inWorker: 'From the worker',
  outcomes: { stopped: 'Stopped', through: 'Got through', absent: 'Does not exist', unsure: 'No sign', open: 'Open, not tried', untold: 'Not told' } as Readonly<Record<string, string>>,
  legend: 'Stopped: the browser named the policy that stopped it, refused the call, or did not get a file that is there. No sign: nothing was seen to leave, and nothing was seen to be stopped.',
  policies: 'The policies that stopped them, in the browser’s own words',
  limits: 'What this does not show',
  limitsPage: 'It is this page that says so. Who doubts it reads the network log of the browser meanwhile, and runs these commands:',
  limitsForward: 'And a bank’s page can pass on what it shows: the engine sends nothing, the page around it is the bank’s.',
  commands: [
    ['npx oxpecker verify', 'reads the package as it is installed: imports, hashes, every name of the host'],
    ['cargo xtask reproduce', 'builds the engine anew, twice, and compares every byte'],
    ['node --test tests/egress/*.test.mjs', 'puts these tries and more into the worker of the engine, and counts at a server what arrives'],
  ] as readonly (readonly [string, string])[],
};

export const JA: typeof EN = {
  engine: 'このページで動作しているエンジン',
  engineLead: (bytes, imports) =>
    `${bytes}バイトのWebAssemblyモジュール1つです。呼び出せるページ側の関数は${imports}個で、通信、保存領域、時計、画面の要素など、ほかのものには一切アクセスできません。`,
  engineNone: 'エンジンの起動を確認できなかったため、エンジンについては何も申し上げられません。',
  can: 'できること',
  cannot: 'できないこと',
  known: {
    __wbg___wbindgen_throw: ['実行中の呼び出しを、自身のメモリにある文字列を添えて中断すること', 'ページ側へのアクセス。エラーを作るのみで、そのエラーは外側のスクリプトが受け止めます'],
    __wbindgen_init_externref_table: ['undefined、null、true、falseの4つの定数を自身の表に入れること', 'ページ側へのアクセス。表はモジュールの内部にあります'],
  },
  unknown: '無害と確認されている2つの関数ではありません。ソースをご確認ください。',
  source: '実際に動作している関数のソース',
  hash: 'お使いのブラウザーで計算したSHA-256',
  hashNone: 'TLSを使用していないページなど、この環境ではハッシュ値を計算できません。',
  hashSame: '一致しています',
  hashOther: '一致しません',
  hashLoader: 'パッケージのローダーが持つ定数（ほかのバイト列は起動しません）',
  hashSums: 'このページの作成に使用したパッケージの、SHA256SUMSにあるdist/engine.wasm',

  ways: '外部への経路',
  sumPage: (tried, stopped, through, unsure) =>
    `このページから外部のサーバーへの経路は、${tried}件中${stopped}件が遮断され、${through}件が通過しました。${unsure > 0 ? `${unsure}件は判別できませんでした。` : ''}`,
  sumWorker: (tried, stopped, through, unsure) =>
    `隔離されたワーカーからの経路は、${tried}件中${stopped}件が遮断され、${through}件が通過しました。${unsure > 0 ? `${unsure}件は判別できませんでした。` : ''}そのほかの経路はワーカーには存在しません。`,
  sumNoWorker: 'ワーカーからの応答が途中で終わったため、ワーカーについては何も確認できておりません。',
  sumOpen: 'WebRTC、リンク、新しいウィンドウ、事前接続の指定は、現在のブラウザーのポリシーではページから閉じることができないため、試しておりません。ワーカーにはいずれも存在しません。そのため、エンジンをワーカーで動作させることもできます。',
  controlGood: '対照試験：このページ自身のサーバーにある画像とスクリプトは許可されています。同じ方法で試し、通過したことを検出しました。',
  controlBad: '対照試験に失敗しました。許可されている経路の通過を検出できなかったため、以下の結果は根拠になりません。',
  way: '経路',
  inPage: 'このページから',
  inWorker: 'ワーカーから',
  outcomes: { stopped: '遮断', through: '通過', absent: '存在しません', unsure: '判別不能', open: '開放（未試行）', untold: '応答なし' },
  legend: '遮断：ポリシーによる遮断をブラウザーが通知したもの、呼び出しが拒否されたもの、または実在するファイルを取得できなかったものです。判別不能：送信も遮断も確認できなかったものです。',
  policies: '遮断したポリシー（ブラウザーの通知のとおり）',
  limits: 'この確認では分からないこと',
  limitsPage: 'この結果を表示しているのは、このページ自身です。疑問が残る場合は、確認中のブラウザーの通信記録をご覧いただき、次のコマンドを実行してください。',
  limitsForward: 'また、銀行のページは、表示した内容を転送することができます。エンジンは何も送信しませんが、外側のページを管理するのは銀行です。',
  commands: [
    ['npx oxpecker verify', 'インストールされたパッケージのインポート、ハッシュ値、利用するホストの機能をすべて読み取ります'],
    ['cargo xtask reproduce', 'エンジンを2回作り直し、全バイトを比較します'],
    ['node --test tests/egress/*.test.mjs', 'エンジンのワーカーの中で同じ試行とさらに多くの試行を行い、サーバーに届いたものを数えます'],
  ],
};

export const wordsOf = (language: Language) => (language === 'ja' ? JA : EN);
