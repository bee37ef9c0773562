// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about attention and about what was held back, in Japanese.
 */
import type { AttentionStrings } from './strings.en.js';

export const ATTENTION_JA: AttentionStrings = {
  attention: 'お知らせの頻度',
  attentionLead: '資金をお守りするための注意は件数に含みません。そのほかのお知らせの件数は、お客さまにお決めいただけます。',
  attentionPerWeek: '7日間のお知らせ',
  attentionNone: '受け取らない',
  attentionCount: (count) => `${count}件`,
  attentionUsed: (used) => (used === 0 ? 'この7日間にお知らせはございません。' : `この7日間に${used}件お知らせしました。`),
  attentionFree: (date) => `次のお知らせは${date}以降となります。`,
  attentionFewer: '件数を減らす',
  attentionMore: '件数を増やす',
  attentionQuiet: 'お知らせを控える時間帯',
  attentionQuietAbout: (from, to) => `${from}から${to}までは、新しいお知らせを表示しません。`,
  attentionQuietNone: '時間帯を問わず、お知らせを表示します。',
  attentionFrom: '開始',
  attentionTo: '終了',
  attentionTopics: 'お知らせの種類',
  attentionTopicOn: 'オン',
  attentionTopicOff: 'オフ',
  attentionSet: '設定を保存しました。',

  whyNow: '今お知らせする理由',
  heldLead: '設定やご回答、お知らせの優先順位により、表示を控えている項目です。',
  heldCount: (count) => `ほかに控えている項目 ${count}件`,
};
