// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about a story customer's year, the days ahead, the search and the developer's view, in Japanese.
 *
 * Invariants: the type of the English ones makes a missing or extra key a type error.
 */
import type { YEAR_EN } from './strings.year.en.js';

export const YEAR_JA: typeof YEAR_EN = {
  pages: { home: '口座', savings: '貯蓄', year: '1年の記録', settings: '各種設定', check: '検証' },
  customerStory: '1年の記録のお客さま',

  year: 'Oxpeckerとの1年',
  yearLead: '架空のお客さま3名の1年間をご覧いただけます。どのようなお知らせを差し上げ、何を控えたか、その理由とあわせてご確認ください。計算はすべてこの端末の中で、1日ずつ行います。',
  yearWhose: 'お客さまの選択',
  yearWalking: '1年分を計算しています。',
  yearReady: '1年分の計算が終わりました。',
  yearProgress: (days) => `${days}日分を計算しました`,
  yearPath: '1年の推移',
  yearSum: ({ days, said, safety, quiet, held, inbox, silent }) =>
    `${days}日間のお知らせは${said}件（うち口座をお守りするためのものは${safety}件）です。そのほか、受信箱のみに届いたものは${inbox}件、気付いたうえで控えたものは${quiet}件、設定や優先順位により控えたものは${held}件、新しいお知らせのなかった日は${silent}日です。`,
  yearChart: '1年間の残高の推移です。お知らせした日と控えた日に印があります。同じ内容を下の一覧でもご覧いただけます。',
  yearDay: '日付の選択',
  yearBefore: '前のお知らせ',
  yearNext: '次のお知らせ',
  yearOpen: 'この日の画面を開く',
  yearOpening: 'この日の状態に戻しています…',
  yearOpened: 'その日の状態を表示しました。',

  dayBalance: (amount) => `残高 ${amount}`,
  dayDeclared: (what) => `この日にお客さまからお聞きした内容：${what}`,
  daySaid: 'この日のお知らせ',
  daySaidNone: 'この日の新しいお知らせはございません。',
  dayQuiet: '気付いたうえで控えた項目',
  dayInbox: '受信箱のみに届いたお知らせ',
  dayHeld: '設定や優先順位により控えた項目',
  dayBecause: '理由',

  glance: '1年の一覧',
  glanceLead: 'お知らせや気付きのあった日の一覧です。日付をお選びいただくと、詳しくご覧いただけます。',
  glanceQuiet: (title) => `${title}（控えました）`,

  outlook: '今後30日間の見通し',
  outlookNone: '見通しを計算するためのお取引が足りません。',
  outlookOff: '「口座の状況のご案内」がオフのため、見通しを計算しておりません。',
  outlookEnd: (low, high, date) => `${date}のこの口座の残高は、おおよそ${low}から${high}の間となる見込みです。`,
  outlookLowest: (amount, date) => `最も少なくなるのは${date}頃で、${amount}程度の見込みです。`,
  outlookBelow: (percent) => `途中で残高が0を下回る可能性は、約${percent}%です。`,
  outlookCause: 'それまでの最も大きなお支払い：',
  outlookChart: '今後30日間の残高の見込みとその幅です。同じ内容を文章と表でもご覧いただけます。',
  outlookMore: '見込みに含めたお取引と数値',
  outlookComing: '今後の予定',
  outlookTable: '残高の見込み（5回に4回は「少ない場合」と「多い場合」の間に収まります）',
  outlookLow: '少ない場合',
  outlookMiddle: '中央',
  outlookHigh: '多い場合',

  developer: '開発者向け表示',
  developerClose: '閉じる',
  developerLead: (calls, took) => `パッケージの呼び出し（新しい順、直近${calls}件、合計${took}ミリ秒）です。画面を操作すると、その都度追加されます。`,
  developerTook: (took) => `${took}ミリ秒`,
  developerTrace: 'お知らせの判断過程を表示',
  developerTraceNone: '判断の対象となる規則はありませんでした。',
  developerFacts: '規則が参照した値',
  developerHolds: '成立',
  developerHoldsNot: '不成立',
  developerCode: 'この呼び出しのコード',
  developerAnswer: '応答',
  developerCopy: 'スクリプトとしてコピー',
  developerCopied: 'コピーしました',
  developerNotCopied: 'ブラウザーの設定により、コピーできませんでした。',

  offline: '通信のない場所でのご利用',
  offlineLead: 'アプリ自身のファイル（約1メガバイト）をこの端末に保存すると、通信のない場所でも開けるようになります。保存のためにファイルを一度だけ読み込みますが、お客さまの情報は送信いたしません。',
  offlineSwitch: 'アプリをこの端末に保存する',
  offlineStates: {
    none: 'このブラウザーではアプリを保存できません。',
    off: '保存しておりません。',
    busy: '少々お待ちください…',
    on: '保存しました。通信のない場所でも開けます。',
    failed: '保存できませんでした。変更はございません。',
  },

  search: '明細の検索',
  searchHint: 'お取引先・金額・日付',
  searchNone: '該当する明細はございません。',
  comesAgain: '定期',
  cadences: {
    weekly: '毎週',
    biweekly: '隔週',
    semimonthly: '月2回',
    monthly: '毎月',
    bimonthly: '2か月ごと',
    quarterly: '3か月ごと',
    semiannual: '半年ごと',
    annual: '毎年',
  },
};
