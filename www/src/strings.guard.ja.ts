// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about the payment guard, in Japanese.
 *
 * Invariants: the type of the English ones makes a missing or extra key a type error.
 */
import type { GUARD_EN } from './strings.guard.en.js';

export const GUARD_JA: typeof GUARD_EN = {
  signals: 'お振込みの確認を試す',
  signalsLead: '銀行には入力欄以外の様子も分かります。お知らせする状況をお選びのうえ、上でお振込みをご入力いただくと、確認の結果をご覧いただけます。',
  signalOnCall: 'お電話中',
  signalScreenShared: '画面の共有中',
  signalPastedAccount: '口座番号の貼り付け',
  signalRushed: 'ふだんより短い時間でのご入力',
  signalFirstLoginOnDevice: 'この端末での初回ご利用',
  nameCheck: '受取人名義の照会',
  nameCheckNone: '照会なし',
  nameCheckMatch: '一致',
  nameCheckClose: 'ほぼ一致',
  nameCheckNoMatch: '不一致',
  nameCheckNotPossible: '照会不可',
  weigh: '確認の結果を見る',
  weighNothing: '先に上のお振込み欄をご入力ください。',
  weighPoints: '兆しとその重み',
  weighNoSigns: '気になる点はございません。',
  level: { clear: 'お伝えする点なし', inform: 'お知らせ', confirm: '確認のお願い', pause: '一時停止', human: '担当者へのご相談' },
  readBackLabel: 'お受取人（もう一度）',
  skipWait: '待たずに振り込む（デモ）',
  knowPayee: '知っている相手です',
};
