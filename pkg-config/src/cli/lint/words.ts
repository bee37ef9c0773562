// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a message of a bank does not say, in English and Japanese: one line a rule, each with a hint.
 *
 * In: nothing. Out: a table of patterns over a message as the customer reads it. Doubt is read strictly: a message can
 * always be said otherwise. How to add one: 1. its line here; 2. a text that it finds and one that it leaves alone in
 * the test.
 */

/** A rule over words. */
export interface WordRule {
  readonly code: string;
  readonly hint: string;
  readonly en: RegExp;
  readonly ja: RegExp;
}

export const WORDS: readonly WordRule[] = [
  {
    code: 'tone-shame',
    hint: 'say what happened, not what the customer is',
    en: /\b(shame(ful)?|ashamed|irresponsibl[ey]|careless(ly)?|reckless(ly)?|foolish|lazy|bad habits?|your (own )?fault|you should have|you failed|guilty|wast(ed?|ing|eful)|splurg\w*|overspen[dt]\w*)\b/i,
    ja: /無駄遣い|むだ遣い|浪費|だらしな|恥ずかし|反省|怠(け|慢)|自業自得|使いすぎ|使い過ぎ|意志が弱/,
  },
  {
    code: 'tone-false-urgency',
    hint: 'name the date when something is due, and leave the hurry out',
    en: /\b(hurry|act (now|fast|today)|right now|last chance|final (chance|call)|don['’]t miss|before it['’]s too late|only today|today only|urgent(ly)?|while stocks? lasts?|running out|limited[- ]time|immediately)\b/i,
    ja: /今すぐ|いますぐ|お急ぎ|急いで|至急|最後のチャンス|ラストチャンス|本日限り|今だけ|期間限定|お見逃しなく|残りわずか|早い者勝ち|手遅れ/,
  },
  {
    code: 'dark-countdown',
    hint: 'a clock that runs down presses; name the date',
    en: /\bcount(ing)? ?down\b|\bonly (\{?\w+\}?|#) (hours?|minutes?|seconds?|days?|places?|spots?)( left)?\b|\b(hours?|minutes?|seconds?) (left|to go|remaining)\b/i,
    ja: /カウントダウン|あと(\{\w+\}|#|\d+)(時間|分|秒|日|名)|残り(\{\w+\}|#|\d+)(時間|分|秒|名)/,
  },
  {
    code: 'dark-pre-ticked',
    hint: 'nothing is chosen for the customer',
    en: /\b(pre-?(selected|ticked|checked)|already (selected|enrol+ed|signed up)|automatically (enrol+|sign|join|renew)\w*|unless you (opt out|cancel|object|say no))\b/i,
    ja: /自動的に(加入|登録|申し?込|参加)|初期設定で(オン|選択)|チェック済み|選択済み|お断りのない(限り|場合)|お申し出のない(限り|場合)/,
  },
  {
    code: 'dark-streak-loss',
    hint: 'a pause costs nothing here',
    en: /\bstreaks?\b|\bdon['’]t (break|lose) (the|your)\b|\b(keep|kept) (it|the run) (going|alive)\b/i,
    ja: /連続(記録|達成|日数)|途切れ|ストリーク|記録を守/,
  },
  {
    code: 'dark-prize-draw',
    hint: 'money is no game of chance',
    en: /\b(prize|raffle|lotter(y|ies)|sweepstakes?|jackpot|lucky (draw|winner)|prize draw|scratch card|spin (the|to)|win (a|an|big|up to))\b/i,
    ja: /抽選|くじ|懸賞|当たる|当選|ガチャ|ルーレット|ジャックポット/,
  },
  {
    code: 'dark-leaderboard',
    hint: 'compare with the customer’s own past',
    en: /\b(leader ?boards?|ranking|ranked|rank #?\{?\w+|top \{?\w+\}? ?(%|percent)|(better|more|less) than (other|most|your) (customers?|people|friends?|neighbou?rs?)|others like you|people like you)\b/i,
    ja: /ランキング|順位|上位(\{\w+\}|\d+)|(他|ほか)の(お客|方|人)[^。]*より|同年代|同世代|平均的なお客/,
  },
  {
    code: 'dark-celebration',
    hint: 'spending and borrowing are no feats',
    en: /\b(congratulations|congrats|well done|great job|hooray|yay|celebrate|awesome)\b(?=[^]*\b(spen[dt]\w*|bought|purchas\w*|loans?|credit|borrow\w*|overdraft)\b)|\b(spen[dt]\w*|bought|purchas\w*|loans?|credit|borrow\w*|overdraft)\b(?=[^]*\b(congratulations|congrats|well done|great job|hooray|yay|celebrate|awesome)\b)/i,
    ja: /(おめでとう|お祝い|すばらしい|素晴らしい|やりました)(?=[^]*(お?借り?入れ|ローン|お買い物|ご利用額|ご購入|リボ))|(お?借り?入れ|ローン|お買い物|ご利用額|ご購入|リボ)(?=[^]*(おめでとう|お祝い|すばらしい|素晴らしい|やりました))/,
  },
  {
    code: 'dark-shamed-refusal',
    hint: 'to say no is as plain as to say yes',
    en: /\bno,? (thanks,? )?i (don['’]t|do not|prefer|like|want|hate|would rather)\b|\bi (don['’]t|do not) (want|care|need) (to|about|any)\b/i,
    ja: /いいえ、?(損|節約し|興味|必要)|損をしても|節約しません/,
  },
  {
    code: 'bare-amount',
    hint: 'an amount comes from the customer’s own numbers, as an argument',
    en: /[€$£¥]\s?\d|\d[\d.,]*\s?(€|£|¥|euros?|dollars?|pounds?|yen|cents?|EUR|USD|GBP|JPY|CHF)\b/,
    ja: /[€$£¥￥]\s?\d|[\d０-９][\d０-９,，.]*\s?(円|万円|千円|ユーロ|ドル)/,
  },
];

/**
 * What speaks of what is protected, and what stands for it: an id, a topic, a context, a text or a word in a condition
 * that has one of these needs a written justification.
 */
export const PROTECTED =
  /(^|[^a-z])(ages?|aged|gender|sex(ual)?|male|female|wom[ae]n|men|nationality|national|citizenship|passport|immigra\w*|birth(place|day|date)?|ethnic\w*|rac(e|ial)|religio\w*|church|mosque|faith|health|medical|illness|disab\w*|pregnan\w*|marital|married|widow\w*|divorc\w*|maiden|first[-_ ]name|surname|post(al)?[-_ ]?code|zip[-_ ]?code|neighbou?rhood|mother[-_ ]tongue|native[-_ ]language|accent|seniors?|elderly|pensioners?|retire[de]\w*|youth|teen\w*)(?![a-z])|年齢|年代|歳|性別|男性|女性|国籍|外国人|宗教|信仰|教会|健康|病気|病院|障害|障がい|妊娠|出産|婚姻|未婚|離婚|高齢|シニア|若者|郵便番号|出身|母語/i;

/** Contexts and features that tell of harm: nothing is sold there. */
export const HARM = /hardship|debt|arrears|overdrawn|overdraft|between-jobs|unemploy|job-loss|bereave|illness|fraud|complaint|dispute|separation|shortfall|below_zero|lowest_p10|fee/i;

/** What a challenge would say that asks for spending or borrowing. */
export const SPENDING =
  /\b(spend|buy|shop|purchase|borrow|pay by card|use your card)\b(?=[^.]*\b(more|at least|often|minimum|every|to (earn|win|get|reach))\b)|\bfor (each|every) (purchase|loan)\b|(お買い物|ご?購入|ご利用|お?借り?入れ)[^。]*(以上|するほど|増やし?|たくさん|達成)/i;
