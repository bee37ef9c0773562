// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words of the savings page, in Japanese; what a challenge says comes from the package.
 *
 * Invariants: the type of the English ones makes a missing or extra key a type error.
 */
import type { SAVINGS_EN } from './strings.savings.en.js';

export const SAVINGS_JA: typeof SAVINGS_EN = {
  savingsLead: '目標とチャレンジは、お客さまご自身のお取引をもとに、この端末の中で計算しています。ご利用を促すものではなく、いつでもおやめいただけます。',
  savingsOff: '目標とチャレンジはオフになっています。許可いただくと、無理なく積み立てられる金額をこの端末の中で計算いたします。',
  savingsAllow: '目標とチャレンジを許可する',

  goals: '目標',
  goalsNone: '目標はまだございません。目的と金額をご入力いただくと、無理のない積立額をご案内いたします。',
  goalNew: '新しい目標',
  goalName: '目的',
  goalBy: '期日（任意）',
  goalSetButton: 'この目標を設定する',
  goalSet: '目標を設定しました。',
  goalNameless: '目標',
  goalRemove: '目標を取りやめる',
  goalRemoved: '目標を取りやめました。積み立てられた資金はそのままお手元に残ります。',
  goalSaved: (saved, amount, percent) => `${amount}のうち${saved}（${percent}％）を積み立てられました。`,
  goalUntil: (date) => `期日は${date}です。`,
  goalProgress: (name) => `積立状況：${name}`,
  goalNow: (amount) => `お支払いに必要な分を除き、本日${amount}を積み立てることができます。`,
  goalSafe: (amount, date) => `${date}から、給与などのご入金日ごとに${amount}まで無理なく積み立てられます。`,
  goalNoRoom: '確実に余裕が見込める金額が現在はございませんので、積立のお願いはいたしません。次のご入金日にあらためて計算いたします。',
  goalNeeded: (amount) => `期日に間に合わせるには、ご入金日ごとに${amount}が必要です。`,
  goalReached: (date) => `通常どおり推移した場合、${date}頃に達成する見込みです。`,
  goalChart: 'ご入金日ごとの積立額の見込みとその幅です。同じ内容を下の表でもご覧いただけます。',
  goalTable: '表で見る',
  goalTableAbout: '積立額の見込み（5回に4回は「少ない場合」と「多い場合」の間に収まります）',
  goalStates: { 'on-track': '順調', 'at-risk': 'ご確認ください', 'no-room': '積立を休止中', paused: '一時停止中', reached: '達成' },

  challenges: 'チャレンジ',
  challengesNone: '現在の資金状況で無理なくご参加いただけるチャレンジはございません。状況に応じて、あらためてご案内いたします。',
  proposals: 'ご参加いただけるチャレンジ',
  join: '参加する',
  joinAs: (title, level) => `「${title}」に${level}で参加する`,
  joined: '参加しました。',
  pause: '一時停止',
  resume: '再開する',
  paused: '一時停止しました。再開されるまで、お願いすることはございません。',
  resumed: '再開しました。',
  leave: 'やめる',
  left: 'チャレンジをおやめになりました。失われるものはございません。',
  stepButton: '完了しました',
  stepDone: '完了',
  keptOf: (kept, needs) => `${needs}回のうち${kept}回達成`,
  nextDeposit: (amount, date) => `次回：${date}までに${amount}`,
  jar: (title, total) => `${title}：合計${total}`,
  challengeStates: { active: '進行中', paused: '一時停止中', done: '達成', over: '終了' },
  windowStates: { kept: '達成', frozen: '猶予を利用', excused: '対象外', missed: '後から補えます', open: '進行中', ahead: '今後' },
  windowTable: '表で見る',
  windowState: '状況',
  windowDue: '目安',
  windowAmount: '現在',
};
