// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the engine writes, derived from its own types by `cargo test`: not edited by hand.
 */

export type ActionRef = { 
/**
 * Text key `action.<id>`.
 */
id: string, 
/**
 * What the shell reports when it is pressed; `None`: only the host knows.
 */
response: ResponseKind | null, };
export type AmountModel = "fixed" | "stepped" | "variable";
export type Answer = { 
/**
 * In the order in which they should stand.
 */
cards: Array<Card>, 
/**
 * Noticed, deliberately not shown.
 */
quiet: Array<QuietCard>, 
/**
 * Every other candidate.
 */
withheld: Array<WithheldCard>, 
/**
 * Every condition with what it saw, where it was asked for.
 */
trace?: Array<TraceLine>, };
export type Arg = { "type": "money", 
/**
 * Signed decimal.
 */
value: string, 
/**
 * ISO 4217.
 */
currency: string, } | { "type": "date", 
/**
 * `YYYY-MM-DD`.
 */
value: string, } | { "type": "number", 
/**
 * The count.
 */
value: number, } | { "type": "text", 
/**
 * The text.
 */
value: string, };
export type Args = Record<string, Arg>;
export type AttentionAnswer = { 
/**
 * Interruptions in any seven consecutive days.
 */
perWeek: number, 
/**
 * How many there were in the seven that end today.
 */
used: number, 
/**
 * The first day with room for another one; none where there is room today, or never will be.
 */
freeFrom: string | null, 
/**
 * Hours between two.
 */
minGapHours: number, 
/**
 * Hours of the day without any.
 */
quietHours: QuietHours | null, 
/**
 * What the bank proposes where the customer set nothing.
 */
proposed: Proposed, 
/**
 * Every topic of the pack, in its order.
 */
topics: Array<TopicLine>, };
export type Cadence = "weekly" | "biweekly" | "semimonthly" | "monthly" | "bimonthly" | "quarterly" | "semiannual" | "annual";
export type Card = { 
/**
 * Stable for a nudge, a finding and a surface.
 */
id: string, 
/**
 * The nudge that says it.
 */
nudge: string, 
/**
 * What it is for.
 */
class: NudgeClass, 
/**
 * Which purpose covers it.
 */
purpose: Purpose, 
/**
 * Where it stands.
 */
surface: string, 
/**
 * What it says.
 */
message: Message, 
/**
 * Its buttons.
 */
actions: Array<ActionRef>, 
/**
 * Why.
 */
because: Array<Reason>, 
/**
 * Why now.
 */
timing?: Reason, 
/**
 * On which rows.
 */
evidence: Evidence, 
/**
 * What was used.
 */
uses: Array<Use>, 
/**
 * Last civil day on which it makes sense.
 */
expires: string, };
export type ChallengeKind = "rising" | "falling" | "fair" | "ladder" | "share" | "round-up" | "below-usual" | "no-spend" | "fewer-times" | "steps";
export type ClaimDocument = { 
/**
 * The entitlement.
 */
id: string, 
/**
 * What it is.
 */
kind: RewardKind, 
/**
 * How it was proven.
 */
proofClass: ProofClass, 
/**
 * The day of the first claim.
 */
issuedAt: string, };
export type Code = "EMPTY_INPUT" | "BAD_UTF8" | "BAD_JSON" | "TOO_DEEP" | "NOT_TRANSACTIONS" | "ELEMENT_TOO_LARGE" | "INVALID_ARGUMENT" | "BALANCE_UNKNOWN" | "UNKNOWN_ID" | "UNKNOWN_RESPONSE" | "PACK_INVALID" | "SNAPSHOT_CORRUPT" | "SNAPSHOT_VERSION" | "ENTRIES_CORRUPT" | "CONSENT_MISSING" | "CAPACITY" | "NO_INGEST";
export type Condition = { 
/**
 * `when` or `quiet`.
 */
of: string, 
/**
 * The reason that a quiet one tells.
 */
reason?: string, 
/**
 * Whether it holds.
 */
holds: boolean, };
export type ConsentLine = { 
/**
 * Names the grant.
 */
id: string, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * Where it stands.
 */
state: ConsentState, 
/**
 * Whether the host said it at the start, rather than the customer through a call.
 */
byHost: boolean, 
/**
 * Milliseconds since 1970; 0 for the host's grants.
 */
at: number, 
/**
 * The time of the host's grant, as it said.
 */
grantedAt: string | null, 
/**
 * Milliseconds since 1970.
 */
expires: number | null, 
/**
 * The version of the notice.
 */
notice: string, 
/**
 * The hash of its text.
 */
noticeHash: string, 
/**
 * Its language.
 */
language: string, 
/**
 * Who asked.
 */
controller: string, };
export type ConsentState = "given" | "refused" | "withdrawn" | "expired";
export type ConsentStatus = { 
/**
 * Purposes in force.
 */
granted: Array<Purpose>, 
/**
 * Calls that answer empty, and the purpose that would change it.
 */
missing: Array<MissingConsent>, 
/**
 * Where each purpose stands of which anything was said.
 */
ledger: Array<ConsentLine>, 
/**
 * What the customer decided, oldest first.
 */
events: Array<ConsentLine>, };
export type ContextAnswer = { 
/**
 * For taking it back.
 */
id: string, 
/**
 * Such as `renovation`.
 */
kind: string, 
/**
 * Last civil day.
 */
until?: string, 
/**
 * The customer's own words.
 */
note: string, 
/**
 * Milliseconds since 1970.
 */
at: number, };
export type DataClass = "transactions" | "counterparties" | "series" | "responses" | "contexts";
export type Decided = { 
/**
 * The event.
 */
event: ConsentLine, 
/**
 * What was deleted for it, by kind.
 */
deleted: Array<Deleted>, };
export type Deleted = { 
/**
 * `transactions`, `accounts`, `responses`, `exceptions`, `contexts`, `corrections`, `settings`, `challenges`,
 * `verdicts`, `consents`.
 */
kind: string, 
/**
 * How many.
 */
count: number, };
export type Diagnostic = { 
/**
 * JSON path in the pack, such as `nudges[2].when`.
 */
path: string, 
/**
 * Column within a condition, from 1; 0 where the fault is not in a condition.
 */
column: number, 
/**
 * Stable, in `kebab-case`.
 */
code: string, 
/**
 * What is wrong, with a hint.
 */
message: string, };
export type Differs = { 
/**
 * The first day that ends differently.
 */
from: string, 
/**
 * By how much the lowest p50 is another, signed decimal.
 */
lowest: string, 
/**
 * By how much the last day ends differently, signed decimal.
 */
end: string, 
/**
 * The first day whose p10 is below zero by the changes alone.
 */
shortOn?: string, };
export type Difficulty = "gentle" | "steady" | "bold";
export type Direction = "in" | "out";
export type DueAnswer = { 
/**
 * The last day for it.
 */
date: string, 
/**
 * What the balance carries of it.
 */
amount: string, };
export type DuplicateAnswer = { 
/**
 * For responses.
 */
id: string, 
/**
 * Oldest first.
 */
transactions: [string, string], 
/**
 * What repeats.
 */
kind: DuplicateKind, 
/**
 * Signed decimal of the later row.
 */
amount: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Civil days between the two.
 */
gapDays: number, 
/**
 * 0 to 1.
 */
confidence: Permille, 
/**
 * Why.
 */
reasons: Array<Reason>, 
/**
 * What became of it.
 */
state: DuplicateState, };
export type DuplicateKind = "same-charge" | "other-channel";
export type DuplicateState = "open" | "refunded" | "dismissed";
export type Error = { 
/**
 * Stable, in capitals.
 */
code: Code, 
/**
 * One sentence for a developer, lower case, no full stop.
 */
message: string, 
/**
 * Byte offset in the input, where there is one.
 */
at?: number, 
/**
 * The field of the contract that is at fault.
 */
field?: string, 
/**
 * What is wrong with a pack.
 */
diagnostics?: Array<Diagnostic>, };
export type Every = "day" | "week" | "month" | "payday";
export type Evidence = { 
/**
 * Row ids, oldest first.
 */
transactions: Array<string>, };
export type FactAnswer = number | string;
export type Facts = Record<string, number | string>;
export type Family = "duplicate" | "twice-in-cycle" | "refund-arrived" | "price-step" | "higher-than-usual" | "missing-charge" | "late-income" | "trial-charged" | "new-series" | "ended-series" | "repeated-fee" | "income-arrived" | "income-changed" | "unusual-spend" | "cannot-cover" | "room-to-save" | "life-event" | "unused-series" | "refund-overdue" | "anniversary" | "tax-draft" | "challenge" | "struggle" | "abandoned" | "handoff" | "goal-milestone" | "goal-at-risk" | "reward-expiring" | "cheaper-tariff" | "trial-ending";
export type Feature = "income_monthly" | "spend_monthly" | "left_monthly" | "bills_monthly" | "subscriptions_monthly" | "subscriptions_count" | "fees_90d" | "fees_count_90d" | "balance" | "lowest_p10" | "below_zero_percent" | "days_until_income" | "bills_until_income" | "shortfall" | "safe_to_spend" | "safe_to_save" | "volatility_percent" | "spend_percent" | "days_of_reserve" | "months_of_history" | "income_cadence" | "income_kind" | "currency";
export type FeatureAnswer = { 
/**
 * A rule reads it as `features.<name>`.
 */
name: Feature, 
/**
 * The type of its value.
 */
type: FeatureType, 
/**
 * `percent`, `days`, `months` or `count`; the currency of money; empty for a word.
 */
unit: string, 
/**
 * A number, a signed decimal or a word; absent where the rows do not tell it.
 */
value?: FactAnswer, 
/**
 * Which data it is made of.
 */
dataClasses: Array<DataClass>, };
export type FeatureType = "int" | "money" | "text";
export type Field = "counterpartyName" | "counterpartyAccount" | "amount";
export type FindingAnswer = { 
/**
 * Stable as long as its rows are there.
 */
id: string, 
/**
 * What kind of finding.
 */
family: Family, 
/**
 * The series that it is about.
 */
series?: string, 
/**
 * Row ids, oldest first.
 */
transactions: Array<string>, 
/**
 * What rules may read of it.
 */
facts: Facts, 
/**
 * Why.
 */
reasons: Array<Reason>, 
/**
 * What would make it go away, the likeliest first.
 */
changes: Array<Reason>, 
/**
 * 0 to 1.
 */
confidence: Permille, 
/**
 * Which data it is made of.
 */
uses: Array<DataClass>, };
export type ForecastAnswer = { 
/**
 * The account; empty where a currency was asked for.
 */
accountId: string, 
/**
 * The accounts that it adds up.
 */
accounts: Array<string>, 
/**
 * ISO 4217; empty without the purpose.
 */
currency: string, 
/**
 * What it stands on.
 */
basis: ForecastBasis, 
/**
 * Today and each day asked for.
 */
days: Array<ForecastDay>, 
/**
 * The first day of the lowest p50.
 */
lowest?: ForecastDay, 
/**
 * The largest planned payment out until then.
 */
lowestCause?: PlannedAnswer, 
/**
 * How likely the likeliest day is to end below zero, 0 to 1.
 */
belowZero: Permille, 
/**
 * Rows booked ahead and due payments that never vary, by date.
 */
certain: Array<PlannedAnswer>, 
/**
 * Other due payments, by date.
 */
expected: Array<PlannedAnswer>, 
/**
 * The next regular income.
 */
payday?: PlannedAnswer, 
/**
 * Planned payments out before payday, or in all days; decimal without sign.
 */
billsUntilPayday?: string, 
/**
 * The payment with which planned payments alone first take the balance below zero before payday.
 */
shortOn?: PlannedAnswer, 
/**
 * The least that must come in by then to cover all of them until payday; decimal without sign.
 */
shortfall?: string, 
/**
 * What nine in ten times is left before payday; decimal.
 */
safeToSpend?: string, 
/**
 * What nine in ten times is left on every day; decimal.
 */
safeToSave?: string, };
export type ForecastBasis = "balance" | "history";
export type ForecastDay = { 
/**
 * The day.
 */
date: string, 
/**
 * Signed decimal: one in ten ends below.
 */
p10: string, 
/**
 * As likely below as above.
 */
p50: string, 
/**
 * One in ten ends above.
 */
p90: string, };
export type Form = "none" | "line" | "show-pair" | "highlight" | "choose-reason" | "read-back" | "wait" | "trusted-contact" | "call";
export type GoalAnswer = { 
/**
 * Names it.
 */
id: string, 
/**
 * The customer's own words.
 */
name: string, 
/**
 * Decimal.
 */
amount: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * The last day to have it by.
 */
by?: string, 
/**
 * 1 first.
 */
priority: number, 
/**
 * The linked account.
 */
accountId?: string, 
/**
 * What counts.
 */
from: GoalSource, 
/**
 * The day it began.
 */
since: string, 
/**
 * Where it stands.
 */
state: GoalState, 
/**
 * The last day of the pause.
 */
pausedUntil?: string, 
/**
 * Decimal.
 */
saved: string, 
/**
 * What is missing.
 */
left: string, 
/**
 * Hundredths.
 */
percent: number, 
/**
 * What was there at the beginning.
 */
startedWith: string, 
/**
 * The rows behind it.
 */
rows: Array<GoalRow>, 
/**
 * When it came to which part.
 */
milestones: Array<GoalMilestone>, 
/**
 * How it goes on.
 */
plan?: PlanAnswer, };
export type GoalMilestone = { 
/**
 * Hundredths.
 */
percent: 25 | 50 | 75 | 100, 
/**
 * The day.
 */
date: string, };
export type GoalRow = { 
/**
 * Id of the row.
 */
transaction: string, 
/**
 * Its day.
 */
date: string, 
/**
 * Signed decimal.
 */
amount: string, };
export type GoalSource = "transfers" | "round-ups" | "rule" | "account";
export type GoalState = "on-track" | "at-risk" | "no-room" | "paused" | "reached";
export type GoalWhatIf = { 
/**
 * As they are.
 */
before: Array<GoalAnswer>, 
/**
 * With the change.
 */
after: Array<GoalAnswer>, };
export type IngestReport = { 
/**
 * New rows.
 */
added: number, 
/**
 * Rows whose id was known, with other content.
 */
updated: number, 
/**
 * Rows whose id was known, with the same content.
 */
unchanged: number, 
/**
 * Rows that were skipped.
 */
rejected: number, 
/**
 * Why, for each skipped row and account.
 */
problems: Array<Problem>, };
export type Known = { 
/**
 * Names it; a choice can be undone by it.
 */
id: string, 
/**
 * `series`, `finding`, `transfer`, `exception`, `response`, `context`, `correction`, `setting`, `goal`, `reward`,
 * `challenge`, `event`, `learned` or `verdict`.
 */
sort: string, 
/**
 * What it is, as a word of the contract.
 */
kind: string, 
/**
 * What a person would call it; empty where it has no name or must not be named.
 */
label: string, 
/**
 * What it is kept for.
 */
purpose: Purpose, 
/**
 * The classes of data that it is made of.
 */
data: Array<DataClass>, 
/**
 * Ids of the rows that it is made of, oldest first.
 */
transactions: Array<string>, 
/**
 * Last civil day, where it has one.
 */
until: string | null, };
export type LearnedRate = { 
/**
 * `class`, `topic` or `hour`.
 */
by: string, 
/**
 * The class, the topic, or the part of the day: `night`, `morning`, `afternoon`, `evening`.
 */
key: string, 
/**
 * Answers that counted.
 */
answers: number, 
/**
 * How many of them took up what was said.
 */
accepted: number, 
/**
 * Hundredths, drawn towards what is thought of its kind.
 */
percent: number, };
export type Level = "clear" | "inform" | "confirm" | "pause" | "human";
export type LineAnswer = { 
/**
 * The row's id.
 */
transaction: string, 
/**
 * Signed decimal.
 */
amount: string, };
export type LogEntry = { 
/**
 * From 1, without gaps but for dropped lines.
 */
number: number, 
/**
 * Milliseconds since 1970 of the last time.
 */
at: number, 
/**
 * How often in a row.
 */
times: number, 
/**
 * The call, as the contract names it.
 */
call: string, 
/**
 * For what.
 */
purpose: Purpose | null, 
/**
 * Classes of data that were read.
 */
data: Array<DataClass>, 
/**
 * The pack that decided, with its version.
 */
pack: string | null, 
/**
 * Ids of what was shown, answered or changed.
 */
items: Array<string>, 
/**
 * What was said, or what came of it.
 */
outcome: string, };
export type Merged = { 
/**
 * Entries that were new; lines of the log do not count.
 */
applied: number, 
/**
 * Entries that were known, or taken back by what is known.
 */
known: number, };
export type Message = { 
/**
 * Keys `<id>.title` and `<id>.body`.
 */
id: string, 
/**
 * Arguments by name.
 */
args: Args, };
export type MissingConsent = { 
/**
 * The call, as the contract names it.
 */
call: string, 
/**
 * The purpose that it needs.
 */
purpose: Purpose, };
export type NextAnswer = { 
/**
 * Likeliest day.
 */
date: string, 
/**
 * Not before.
 */
earliest: string, 
/**
 * Not after.
 */
latest: string, 
/**
 * Signed decimal.
 */
amount: string, };
export type NudgeClass = "safety" | "obligation" | "care" | "save" | "offer";
export type Occasion = "goal-quarter" | "goal-half" | "goal-three-quarters" | "goal-reached" | "challenge-done";
export type OfferAnswer = { 
/**
 * How hard.
 */
level: Difficulty, 
/**
 * The first amount, the unit or the limit.
 */
amount: string, 
/**
 * The largest, or the usual.
 */
most: string, 
/**
 * How many windows or steps must be kept.
 */
needs: number, 
/**
 * What there would be.
 */
byThen: string, };
export type PackLine = { 
/**
 * Its name.
 */
id: string, 
/**
 * Its release.
 */
version: number, 
/**
 * Who wrote it.
 */
issuer: string, 
/**
 * Whether a key of the host vouches for it; `false` for the built-in pack, which came with the package.
 */
signed: boolean, };
export type PaidAnswer = { 
/**
 * Row id.
 */
transaction: string, 
/**
 * Civil days since.
 */
gapDays: number, 
/**
 * 0 to 1.
 */
confidence: Permille, };
export type PayeeComparison = { 
/**
 * 0 to 1.
 */
score: Permille, 
/**
 * Whether the engine takes them for one payee.
 */
same: boolean, 
/**
 * What it compared.
 */
normalized: [string, string], };
export type Permille = number;
export type PlanAnswer = { 
/**
 * The next payday.
 */
payday: string, 
/**
 * How often.
 */
every: Cadence, 
/**
 * Decimal.
 */
needed?: string, 
/**
 * Decimal.
 */
lately: string, 
/**
 * Decimal.
 */
now: string, 
/**
 * Decimal.
 */
safe: string, 
/**
 * Decimal.
 */
surplus: string, 
/**
 * When it would be there.
 */
reached: ReachedAnswer, 
/**
 * What would be saved, payday by payday.
 */
path: Array<ForecastDay>, };
export type PlannedAnswer = { 
/**
 * The day.
 */
date: string, 
/**
 * Signed decimal.
 */
amount: string, 
/**
 * As its row, or the last row of its series, names it.
 */
counterparty: string, 
/**
 * Id of the series that foresees it.
 */
series?: string, 
/**
 * Id of the row that is booked ahead.
 */
transaction?: string, };
export type Problem = { 
/**
 * Its place among the transactions, from 0; -1 for an account.
 */
row: number, 
/**
 * Why.
 */
code: ProblemCode, 
/**
 * The field at fault; empty when it is the whole element.
 */
field: string, };
export type ProblemCode = "MISSING" | "WRONG_TYPE" | "EMPTY" | "BAD_DATE" | "BAD_TIME" | "BAD_AMOUNT" | "AMOUNT_PRECISION" | "AMOUNT_RANGE" | "UNKNOWN_CURRENCY" | "UNKNOWN_WORD" | "NOT_AN_OBJECT";
export type ProcessingLog = { 
/**
 * Oldest first.
 */
entries: Array<LogEntry>, 
/**
 * Lines that were dropped for room.
 */
dropped: number, };
export type ProgressAnswer = { 
/**
 * For every later word about it.
 */
id: string, 
/**
 * Its id in the pack.
 */
challenge: string, 
/**
 * How it works.
 */
kind: ChallengeKind, 
/**
 * How long a window is.
 */
every: Every, 
/**
 * How hard.
 */
level: Difficulty, 
/**
 * Where it stands.
 */
state: RunState, 
/**
 * The first day.
 */
startedAt: string, 
/**
 * The last.
 */
endsAt?: string, 
/**
 * Where deposits must arrive.
 */
accountId?: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * A category, or the key of a payee.
 */
subject: string, 
/**
 * What the payee is called.
 */
label: string, 
/**
 * Every row that counts.
 */
counted: Array<LineAnswer>, 
/**
 * Their sum.
 */
total: string, 
/**
 * What deposits come to.
 */
target?: string, 
/**
 * In order.
 */
windows: Array<WindowAnswer>, 
/**
 * Windows or steps that are kept.
 */
kept: number, 
/**
 * Those that must be.
 */
needs: number, 
/**
 * Those that there are.
 */
times: number, 
/**
 * Kept one after another until now.
 */
inARow: number, 
/**
 * Misses that will not count.
 */
freezes: number, 
/**
 * The next deposit.
 */
next?: DueAnswer, 
/**
 * What is worth a look.
 */
risk?: Reason, 
/**
 * What to do.
 */
steps: Array<StepAnswer>, };
export type ProofClass = "rows" | "steps";
export type ProposalAnswer = { 
/**
 * Its id in the pack.
 */
challenge: string, 
/**
 * How it works.
 */
kind: ChallengeKind, 
/**
 * How long a window is.
 */
every: Every, 
/**
 * How many there are.
 */
times: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * A category, or the key of a payee.
 */
subject: string, 
/**
 * What the payee is called.
 */
label: string, 
/**
 * Gentlest first.
 */
levels: Array<OfferAnswer>, 
/**
 * Why.
 */
because: Array<Reason>, };
export type Proposed = { 
/**
 * Interruptions in any seven consecutive days.
 */
perWeek: number, 
/**
 * Hours between two.
 */
minGapHours: number, 
/**
 * Hours of the day without any.
 */
quietHours: QuietHours | null, };
export type Purpose = "insights" | "payment-guard" | "nudges" | "offers" | "challenges" | "learning" | "journeys" | "life-events" | "measurement" | "handoff";
export type QuietCard = { 
/**
 * Why it stays quiet.
 */
reason: Reason, 
/**
 * Stable for a nudge, a finding and a surface.
 */
id: string, 
/**
 * The nudge that says it.
 */
nudge: string, 
/**
 * What it is for.
 */
class: NudgeClass, 
/**
 * Which purpose covers it.
 */
purpose: Purpose, 
/**
 * Where it stands.
 */
surface: string, 
/**
 * What it says.
 */
message: Message, 
/**
 * Its buttons.
 */
actions: Array<ActionRef>, 
/**
 * Why.
 */
because: Array<Reason>, 
/**
 * Why now.
 */
timing?: Reason, 
/**
 * On which rows.
 */
evidence: Evidence, 
/**
 * What was used.
 */
uses: Array<Use>, 
/**
 * Last civil day on which it makes sense.
 */
expires: string, };
export type QuietHours = { 
/**
 * The first minute.
 */
from: string, 
/**
 * The first minute after.
 */
to: string, };
export type ReachedAnswer = { 
/**
 * In one of ten cases.
 */
earliest?: string, 
/**
 * As likely before as after.
 */
expected?: string, 
/**
 * In nine of ten cases.
 */
latest?: string, };
export type Reason = { 
/**
 * The code; the catalogue has a text for it.
 */
code: string, 
/**
 * Its arguments by name.
 */
args: Args, };
export type Report = { 
/**
 * Rows that the engine holds, those past the retention too.
 */
transactions: number, 
/**
 * Accounts that were declared.
 */
accounts: number, 
/**
 * How long rows are kept.
 */
retention: Retention, 
/**
 * Each thing by itself.
 */
known: Array<Known>, 
/**
 * The pack that decides.
 */
pack: PackLine, 
/**
 * Lines of the processing log, dropped ones too.
 */
logLines: number, };
export type ResponseKind = "shown" | "held-out" | "accepted" | "dismissed" | "snoozed" | "not-relevant" | "never-topic" | "not-a-duplicate" | "went-through" | "cancelled" | "undo";
export type Retention = { 
/**
 * `null`: as long as a purpose reads them.
 */
months: number | null, 
/**
 * The day of the oldest row within the retention.
 */
oldest: string | null, 
/**
 * The day on which that row is past it.
 */
nextDeletion: string | null, 
/**
 * Rows past the retention, which go with the next file and are in no snapshot.
 */
past: number, };
export type RewardAnswer = { 
/**
 * Made of the rule, the subject and the occasion.
 */
id: string, 
/**
 * Of the pack.
 */
rule: string, 
/**
 * What it is.
 */
kind: RewardKind, 
/**
 * 0 but for points.
 */
points: number, 
/**
 * Where it stands.
 */
state: RewardState, 
/**
 * A goal or a challenge.
 */
subject: string, 
/**
 * What had to happen.
 */
occasion: Occasion, 
/**
 * The day.
 */
earnedOn?: string, 
/**
 * The last day to claim or to use it.
 */
until?: string, 
/**
 * Ids of the rows that earned it.
 */
transactions: Array<string>, };
export type RewardKind = "points" | "badge" | "voucher" | "cashback" | "gift-card";
export type RewardState = "proposed" | "earned" | "claimed" | "refused" | "confirmed" | "redeemed" | "expired" | "revoked";
export type RunState = "active" | "paused" | "done" | "over";
export type SeriesAnswer = { 
/**
 * Stable as long as its first row is there.
 */
id: string, 
/**
 * The account.
 */
accountId: string, 
/**
 * Money in or out.
 */
direction: Direction, 
/**
 * As its last row names it.
 */
counterparty: string, 
/**
 * What it is.
 */
kind: SeriesKind, 
/**
 * How often.
 */
cadence: Cadence, 
/**
 * How its amount behaves.
 */
amountModel: AmountModel, 
/**
 * Signed decimal.
 */
amount: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Where it stands.
 */
state: SeriesState, 
/**
 * Absent when ended.
 */
next?: NextAnswer, 
/**
 * Steps, oldest first.
 */
changes: Array<SeriesChange>, 
/**
 * Member rows, oldest first.
 */
transactions: Array<string>, 
/**
 * 0 to 1.
 */
confidence: Permille, };
export type SeriesChange = { 
/**
 * First row with the new amount.
 */
date: string, 
/**
 * Signed decimal before.
 */
from: string, 
/**
 * Signed decimal from then on.
 */
to: string, };
export type SeriesKind = "salary" | "pension" | "benefit" | "rent" | "mortgage" | "loan" | "utility" | "telecom" | "insurance" | "subscription" | "saving" | "fee" | "other";
export type SeriesState = "early" | "active" | "ended";
export type SignAnswer = { 
/**
 * What.
 */
sign: Signal, 
/**
 * Hundredths of a log-odds unit; below zero it speaks for the payment.
 */
points: number, };
export type Signal = "already-paid" | "paid-anyway" | "changed-account" | "slipped-decimal" | "new-payee" | "other-name" | "look-alike" | "many-new-payees" | "name-close" | "name-no-match" | "name-not-possible" | "cancelled-before" | "recent-payee" | "account-check" | "first-abroad" | "second-account" | "above-payee-range" | "above-own-range" | "doubled-digit" | "round-investment" | "other-currency" | "in-pieces" | "after-credit" | "below-zero" | "bills-at-risk" | "on-call" | "screen-shared" | "pasted-account" | "rushed" | "first-login" | "someone-called" | "unusual-hour" | "unusual-weekend" | "proven-payee" | "known-payee" | "name-match" | "small-amount" | "went-through-before";
export type Simulation = { 
/**
 * As it is.
 */
before: ForecastAnswer, 
/**
 * With the changes.
 */
after: ForecastAnswer, 
/**
 * Where they part.
 */
differs?: Differs, };
export type StepAnswer = { 
/**
 * Its id.
 */
step: string, 
/**
 * Whether it is done.
 */
done: boolean, };
export type TopicLine = { 
/**
 * Its id; the catalogue may have a name for it under `topic.<id>`.
 */
topic: string, 
/**
 * Whether it is on.
 */
on: boolean, };
export type TraceLine = { 
/**
 * The nudge.
 */
nudge: string, 
/**
 * The id of the finding, as `findings()` gives it.
 */
finding: string, 
/**
 * What its conditions saw.
 */
facts: Facts, 
/**
 * Each condition.
 */
conditions: Array<Condition>, 
/**
 * The customer's own gain as a signed decimal, where the nudge computes one.
 */
benefit?: string, };
export type TransferAnswer = { 
/**
 * The row that money left by, then the one that it came in by.
 */
transactions: [string, string], 
/**
 * Decimal without sign.
 */
amount: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Civil days between the two.
 */
gapDays: number, 
/**
 * 0 to 1.
 */
confidence: Permille, };
export type UpcomingAnswer = { 
/**
 * Its series; empty for a scheduled payment that is of none.
 */
series: string, 
/**
 * When.
 */
date: string, 
/**
 * Signed decimal.
 */
amount: string, };
export type Use = { 
/**
 * Which data.
 */
dataClass: DataClass, 
/**
 * Under which purpose.
 */
purpose: Purpose, 
/**
 * The grant in force.
 */
grant: string, };
export type VerdictAnswer = { 
/**
 * For responses.
 */
id: string, 
/**
 * How much friction.
 */
level: Level, 
/**
 * Of which form.
 */
form: Form, 
/**
 * The field of the draft that stands out most.
 */
field?: Field, 
/**
 * How long to wait before it can be confirmed.
 */
waitMinutes?: number, 
/**
 * Whom the customer wants to ask first.
 */
trustedContact?: string, 
/**
 * What pays it anyway.
 */
upcoming?: UpcomingAnswer, 
/**
 * Why. From here on the shell reads it when somebody looks.
 */
reasons: Array<Reason>, 
/**
 * Payments that it repeats, likeliest first.
 */
duplicateOf: Array<PaidAnswer>, 
/**
 * All that was weighed, the strongest first.
 */
signs: Array<SignAnswer>, 
/**
 * The rows that show it.
 */
evidence: Evidence, 
/**
 * What to say.
 */
message: Message, 
/**
 * Buttons.
 */
actions: Array<ActionRef>, 
/**
 * What was used.
 */
uses: Array<Use>, };
export type WindowAnswer = { 
/**
 * The first day.
 */
from: string, 
/**
 * The last.
 */
to: string, 
/**
 * Where it stands.
 */
state: WindowState, 
/**
 * What is due, or may be spent.
 */
due: string, 
/**
 * What came together.
 */
amount: string, };
export type WindowState = "kept" | "frozen" | "excused" | "missed" | "open" | "ahead";
export type Wishes = { 
/**
 * Payments that are always paused: above `usual`, or above an amount with its currency.
 */
pauseAbove: string, 
/**
 * Somebody whom the customer wants to ask first.
 */
trustedContact: string, 
/**
 * What the customer wants to pay in a day at most: an amount with its currency.
 */
dailyAllowance: string, };
export type WithheldCard = { 
/**
 * Its card's id on this surface.
 */
id: string, 
/**
 * The nudge.
 */
nudge: string, 
/**
 * What it is for.
 */
class: NudgeClass, 
/**
 * The id of what it would say; what is held back tells no arguments.
 */
message: string, 
/**
 * Why.
 */
reason: Reason, 
/**
 * What would change it.
 */
change: Reason, };
