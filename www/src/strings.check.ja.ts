// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What is said before the check, in Japanese.
 */
import type { CheckStrings } from './strings.en.js';

export const CHECK_JA: CheckStrings = {
  checkLead: 'ボタンを押すと、お使いのブラウザーが、このページで動作しているエンジンを調べ、外部への送信を実際に試みます。',
  checkDoes: [
    '動作中のエンジンが呼び出せるものを一覧にし、バイト列のハッシュ値を照合します。',
    'このページ自身のサーバーからcheck.jsとcheck.worker.jsを読み込み、対照試験のために画像とスクリプトを1つずつ再度取得します。ほかにサーバーへ届くものはありません。下記の通信回数はこの分だけ増え、ブラウザーによっては遮断されたものも数に含まれます。',
    '経路を1つずつ試します。ページからは実在し得ないアドレスcheck.invalidへ、隔離されたワーカーからはこのページ自身のサーバーへ送信を試みます。遮断されたものは、ブラウザーのコンソールに記録されます。',
    'お客さまに関する情報は使用しません。',
  ],
  checkRun: '確認を始める',
  checkAgain: 'もう一度確認する',
  checkRuns: (done, total) => `確認しています（${total}件中${done}件）`,
  checkFailed: '確認用のファイルを読み込めませんでした。',
};
