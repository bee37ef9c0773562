// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions against a naive oracle: the eight steps as plain code over the same candidates.
//!
//! In: candidates, answers, settings, contexts, packs by chance. Out: each outcome with its words, and the order of all.
//! The oracle is written from the list over `decide` and the fields of a policy; it calls nothing that `decide` is made of.

use super::{
    Candidate, Memory, Outcome, Place, Response, Setting, SettingKind, decide,
    tests::samples::{candidate, granted, known, pack, response, today},
};
use crate::{
    packs::{NudgeClass, Pack, Veto},
    types::{
        CivilTime, Moment, NO_ROW, Purpose, ResponseKind, StableHash,
        chance::{Chance, histories},
        stable_hash,
    },
};

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// What a customer did, as it was done.
#[derive(Clone, Debug)]
enum Did {
    Said(Box<Response>),
    Set(Setting),
}

/// Everything that a decision is made of.
struct World {
    pack: Pack,
    did: Vec<Did>,
    purposes: Vec<Purpose>,
    contexts: Vec<&'static str>,
    is_doubtful: bool,
    surface: &'static str,
    slots: usize,
    now: Moment,
    bucket: Option<u32>,
}

fn some(chance: &mut Chance, of: core::ops::Range<i64>, times: i64) -> Option<u32> {
    (!chance.once_in(times)).then(|| chance.of(of) as u32)
}

fn few(chance: &mut Chance, all: &[&str], times: i64) -> Vec<String> {
    all.iter().filter(|_| chance.once_in(times)).map(|&word| word.to_owned()).collect()
}

const CONTEXTS: [&str; 3] = ["renovation", "hardship", "bereavement"];

thread_local! {
    /// Reading it takes longer than deciding.
    static PACK: Pack = pack();
}

fn policy(chance: &mut Chance) -> Pack {
    let mut pack = PACK.with(Pack::clone);
    let policy = &mut pack.policy;
    policy.per_week = chance.of(0..5) as u32;
    policy.min_gap_hours = chance.pick(&[0, 0, 3, 30]);
    policy.quiet_hours = chance.once_in(3).then(|| [chance.of(0..24) as u32 * 60, chance.of(0..24) as u32 * 60]);
    policy.topics_per_week = chance.once_in(4).then(|| chance.of(0..3) as u32);
    for &class in NudgeClass::ALL {
        if chance.once_in(8) {
            policy.classes_per_week.push((class, chance.of(0..3) as u32));
        }
    }
    policy.offer_share_percent = chance.pick(&[0, 10, 10, 50, 100]);
    policy.safety_per_day = chance.of(0..4) as u32;
    policy.holdout_percent = chance.pick(&[0, 0, 0, 40]);
    for _ in 0..chance.of(0..2) {
        let contexts = vec![chance.pick(&CONTEXTS).to_owned()];
        let classes = NudgeClass::ALL.iter().copied().filter(|_| chance.once_in(5)).collect();
        policy.vetoes.push(Veto { contexts, classes, topics: few(chance, &["bills", "rates"], 4) });
    }
    for nudge in &mut pack.nudges {
        nudge.surfaces = few(chance, &["transaction"], 2);
        for surface in ["home", "inbox", "payment"] {
            if !chance.once_in(8) {
                nudge.surfaces.push(surface.into());
            }
        }
        nudge.expires_days = chance.of(3..20) as i32;
        if chance.once_in(3) {
            nudge.topic = "bills".into();
        }
        nudge.limits.per_week = chance.once_in(6).then(|| chance.of(0..3) as u32);
        nudge.limits.lifetime = chance.once_in(6).then(|| chance.of(0..4) as u32);
        if chance.once_in(4) {
            nudge.limits.cooldown = [chance.of(0..5) as i32, chance.of(0..9) as i32, chance.of(0..9) as i32];
        }
        nudge.limits.vetoed_by = few(chance, &CONTEXTS, 12);
        nudge.limits.requires = few(chance, &CONTEXTS, 16);
    }
    pack
}

fn candidates<'a>(chance: &mut Chance, pack: &'a Pack) -> Vec<Candidate<'a>> {
    let mut all: Vec<Candidate<'a>> = Vec::new();
    for _ in 0..chance.of(1..9) {
        let nudge = &pack.nudges[chance.of(0..5) as usize];
        let finding = chance.of(0..6) as u64;
        let row = chance.of(0..14) as u32;
        let one = Candidate {
            rows: [row, if chance.once_in(6) { NO_ROW } else { row + chance.of(0..3) as u32 }],
            since: today().plus_days(-chance.of(0..12) as i32),
            weight: chance.of(0..3) as u64,
            measure: chance.of(96..106) as u32,
            benefit: some(chance, 0..3, 6).map(i64::from),
            quiet: chance.once_in(14).then_some("small-amount"),
            ..candidate(nudge, finding)
        };
        if !all.iter().any(|known| known.nudge.id == one.nudge.id && known.finding == one.finding) {
            all.push(one);
        }
    }
    all
}

const KINDS: [ResponseKind; 14] = [
    ResponseKind::Shown,
    ResponseKind::Shown,
    ResponseKind::Shown,
    ResponseKind::Shown,
    ResponseKind::Shown,
    ResponseKind::Accepted,
    ResponseKind::Accepted,
    ResponseKind::Dismissed,
    ResponseKind::Snoozed,
    ResponseKind::NotRelevant,
    ResponseKind::NeverTopic,
    ResponseKind::NotADuplicate,
    ResponseKind::HeldOut,
    ResponseKind::Cancelled,
];

fn did(chance: &mut Chance, pack: &Pack, candidates: &[Candidate<'_>], now: Moment) -> Vec<Did> {
    let mut did = Vec::new();
    for _ in 0..chance.of(0..9) {
        if chance.once_in(9) {
            let kind = chance.pick(SettingKind::ALL);
            let value = match kind {
                SettingKind::QuietHours => chance.of(0..24) * 60 * 1440 + chance.of(0..24) * 60,
                SettingKind::Learned => 0,
                SettingKind::Topic => chance.of(0..2),
                _ => chance.of(0..5),
            };
            let subject = if kind == SettingKind::Topic { chance.pick(&["bills", "rates"]) } else { "" }.to_owned();
            did.push(Did::Set(Setting { kind, subject, value: (!chance.once_in(5)).then_some(value) }));
            continue;
        }
        let other = candidate(&pack.nudges[chance.of(0..5) as usize], chance.of(0..9) as u64);
        let about = match candidates.get(chance.of(0..12) as usize) {
            Some(card) => card,
            None => &other,
        };
        let ago = if chance.once_in(3) { chance.of(0..40) } else { chance.of(0..9) };
        let kind = chance.pick(&KINDS);
        let date = today().plus_days(-ago as i32);
        let surface = chance.pick(&["home", "home", "inbox", "transaction"]);
        let mut said = response(about, surface, kind, date);
        said.at = now.instant - ago * DAY - chance.of(-2..20) * HOUR / 2;
        said.until =
            (kind == ResponseKind::Snoozed && !chance.once_in(9)).then(|| today().days() + chance.of(-3..6) as i32);
        said.measure = some(chance, 96..106, 5);
        if chance.once_in(12) {
            // A verdict on a payment: no card, and no nudge.
            (said.nudge, said.topic, said.interruption) = (String::new(), String::new(), false);
        }
        did.push(Did::Said(Box::new(said)));
    }
    did
}

fn world(chance: &mut Chance) -> World {
    let now = chance.of(0..24 * 60) * 60;
    let offset = chance.of(-10..14) * HOUR;
    World {
        pack: policy(chance),
        did: Vec::new(),
        purposes: [Purpose::Nudges, Purpose::Offers, Purpose::Learning]
            .into_iter()
            .filter(|_| !chance.once_in(8))
            .collect(),
        contexts: CONTEXTS.into_iter().filter(|_| chance.once_in(4)).collect(),
        is_doubtful: chance.once_in(12),
        surface: chance.pick(&["home", "home", "home", "inbox", "payment", "transaction"]),
        slots: chance.of(0..6) as usize,
        now: Moment {
            instant: i64::from(today().days()) * DAY + now * 1000 - offset,
            date: today(),
            time: CivilTime::from_seconds(now as u32).unwrap(),
        },
        bucket: chance.once_in(5).then(|| chance.of(0..100) as u32),
    }
}

/// What is kept of what was said, by its rules: a card is shown once, and an answer is not given twice in a row.
struct Told {
    kept: Vec<Response>,
    off: Vec<String>,
    own: [Option<i64>; 3],
    lessons: usize,
}

fn told(did: &[Did]) -> Told {
    let mut told = Told { kept: Vec::new(), off: Vec::new(), own: [None; 3], lessons: 0 };
    for did in did {
        match did {
            Did::Said(said) => {
                let mut of_id = told.kept.iter().filter(|known| known.id == said.id);
                let is_repeated = match said.kind {
                    ResponseKind::Snoozed => false,
                    ResponseKind::Shown if said.nudge.is_empty() => {
                        let mut verdicts =
                            told.kept.iter().filter(|k| k.nudge.is_empty() && k.kind == ResponseKind::Shown);
                        verdicts.next_back().is_some_and(|known| known.id == said.id)
                    }
                    ResponseKind::Shown => of_id.any(|known| known.kind == ResponseKind::Shown),
                    kind => of_id.next_back().is_some_and(|known| known.kind == kind && known.measure == said.measure),
                };
                if said.kind == ResponseKind::NeverTopic {
                    told.off.push(said.topic.clone());
                }
                if !is_repeated {
                    told.kept.push((**said).clone());
                }
            }
            Did::Set(set) => match set.kind {
                SettingKind::PerWeek => told.own[0] = set.value,
                SettingKind::MinGapHours => told.own[1] = set.value,
                SettingKind::QuietHours => told.own[2] = set.value,
                SettingKind::Learned => told.lessons = told.kept.len(),
                SettingKind::Topic if set.value == Some(0) => told.off.push(set.subject.clone()),
                SettingKind::Topic => told.off.retain(|topic| *topic != set.subject),
            },
        }
    }
    told
}

fn date(day: i32) -> String {
    crate::types::CivilDate::from_days(day).unwrap().to_text()
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The first day after today on which fewer than a limit of these days lie in the seven that end with it.
fn free(days: &[i32], limit: u32) -> Option<String> {
    let has_room = |end: i32| days.iter().filter(|&&day| day > end - 7 && day <= end).count() < limit as usize;
    (today().days() + 1..today().days() + 9)
        .find(|&day| has_room(day))
        .map(|day| format!("wait-until date={}", date(day)))
}

struct Oracle<'a> {
    world: &'a World,
    told: Told,
    candidates: &'a [Candidate<'a>],
    today: i32,
    per_week: u32,
    gap_hours: i64,
    quiet: Option<[i64; 2]>,
    shown: Vec<usize>,
}

/// How often at most, which responses count, and how many are planned already.
type Cap<'a> = (Option<u32>, &'a dyn Fn(&Response) -> bool, usize);

impl<'a> Oracle<'a> {
    fn new(world: &'a World, candidates: &'a [Candidate<'a>]) -> Self {
        let told = told(&world.did);
        let policy = &world.pack.policy;
        let quiet = match told.own[2] {
            Some(own) => Some([own / 1440, own % 1440]),
            None => policy.quiet_hours.map(|hours| hours.map(i64::from)),
        };
        Self {
            world,
            candidates,
            today: today().days(),
            per_week: told.own[0].map_or(policy.per_week, |own| own as u32),
            gap_hours: told.own[1].unwrap_or(policy.min_gap_hours.into()),
            quiet: quiet.filter(|hours| hours[0] != hours[1]),
            told,
            shown: Vec::new(),
        }
    }

    fn allows(&self, purpose: Purpose) -> bool {
        self.world.purposes.contains(&purpose)
    }

    fn class(&self, response: &Response) -> Option<NudgeClass> {
        self.world.pack.nudges.iter().find(|nudge| nudge.id == response.nudge).map(|nudge| nudge.class)
    }

    fn is_seen(&self, at: usize) -> bool {
        let one = &self.candidates[at];
        let id = stable_hash(&[
            b"card",
            one.nudge.id.as_bytes(),
            &one.finding.0.to_le_bytes(),
            self.world.surface.as_bytes(),
        ]);
        self.told.kept.iter().any(|said| said.id == id && said.kind == ResponseKind::Shown)
    }

    /// The last answer to what a nudge says of a finding, where it still covers the numbers of now.
    fn answer(&self, at: usize) -> Option<&Response> {
        let one = &self.candidates[at];
        let is_answer = |said: &&Response| {
            let is_about = said.nudge == one.nudge.id && said.finding == one.finding;
            is_about && ![ResponseKind::Shown, ResponseKind::HeldOut].contains(&said.kind)
        };
        let all: Vec<&Response> = self.told.kept.iter().filter(is_answer).collect();
        let last = *all.last()?;
        match last.kind {
            ResponseKind::Snoozed => last.until.is_some_and(|until| until > self.today).then_some(last),
            ResponseKind::NotADuplicate | ResponseKind::NeverTopic => Some(last),
            // One of all that were given by numbers.
            _ => all.into_iter().rev().find(|said| match (said.kind, said.measure) {
                (ResponseKind::Snoozed | ResponseKind::NotADuplicate | ResponseKind::NeverTopic, _) => false,
                (_, None) => true,
                (_, Some(shown)) => (i64::from(shown) - i64::from(one.measure)).abs() <= 3,
            }),
        }
    }

    /// What is new on screen with this answer, safety aside.
    fn planned(&self) -> Vec<&Candidate<'_>> {
        let is_new = |at: &&usize| self.candidates[**at].nudge.class != NudgeClass::Safety && !self.is_seen(**at);
        self.shown.iter().filter(is_new).map(|&at| &self.candidates[at]).collect()
    }

    fn interruptions(&self, since: i32, is_alike: &dyn Fn(&Response) -> bool) -> Vec<i32> {
        let counted = self.told.kept.iter().filter(|said| said.interruption && is_alike(said));
        counted.map(|said| said.day).filter(|&day| day > since).collect()
    }

    /// How welcome: a rate of what is narrow, drawn towards that of what is wide, eight answers strong.
    fn welcome(&self, at: usize) -> i64 {
        let nudge = self.candidates[at].nudge;
        let offset = i64::from(self.world.now.time.seconds()) * 1000 - self.world.now.instant.rem_euclid(DAY);
        let part = |instant: i64| (instant + offset).rem_euclid(DAY) / (6 * HOUR);
        let rate = |prior: i64, is_alike: &dyn Fn(&Response) -> bool| {
            let (mut answers, mut accepted) = (0, 0);
            for said in &self.told.kept[self.told.lessons..] {
                let yes = said.kind == ResponseKind::Accepted;
                let no =
                    [ResponseKind::Dismissed, ResponseKind::NotRelevant, ResponseKind::NeverTopic].contains(&said.kind);
                if !said.nudge.is_empty() && (yes || no) && is_alike(said) {
                    answers += 1;
                    accepted += i64::from(yes);
                }
            }
            (accepted * 1000 + 8 * prior) / (answers + 8)
        };
        let of_class = rate(500, &|said| self.class(said) == Some(nudge.class));
        let of_topic = rate(of_class, &|said| said.topic == nudge.topic);
        let now = part(self.world.now.instant);
        rate(of_topic, &|said| said.topic == nudge.topic && part(said.at) == now) / 100
    }

    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by_key(|&at| {
            let one = &self.candidates[at];
            let age = self.today - one.since.days();
            let fresh = if age <= 2 {
                0
            } else if age <= 7 {
                1
            } else {
                2
            };
            let welcome = if self.allows(Purpose::Learning) { -self.welcome(at) } else { 0 };
            let newest = (-one.since.days(), -(one.weight as i64));
            (one.nudge.class, fresh, welcome, newest, one.nudge.id.clone(), one.finding)
        });
        order
    }

    /// Whether two candidates speak of the same rows, directly or through others that are as important as a class.
    fn are_joined(&self, a: usize, b: usize, class: NudgeClass) -> bool {
        let counts = |at: usize| self.candidates[at].nudge.class <= class;
        if a == b {
            return true;
        }
        let mut reached = vec![a];
        let mut next = 0;
        while let Some(&from) = reached.get(next) {
            next += 1;
            for (to, other) in self.candidates.iter().enumerate() {
                let rows = self.candidates[from].rows;
                let shares = rows.iter().any(|row| *row != NO_ROW && other.rows.contains(row));
                if counts(from) && counts(to) && shares && !reached.contains(&to) {
                    reached.push(to);
                }
            }
        }
        reached.contains(&b)
    }

    /// Steps 1 to 8 for one candidate, in words.
    fn outcome(&self, at: usize) -> String {
        let one = &self.candidates[at];
        let (nudge, policy) = (one.nudge, &self.world.pack.policy);
        let (class, today) = (nudge.class, self.today);
        let held = |reason: &str, change: &str| format!("withheld {reason} | {change}");
        let until = |reason: &str, day: i32| held(reason, &format!("wait-until date={}", date(day)));
        // 1
        if !self.allows(nudge.purpose) || class == NudgeClass::Offer && !self.allows(Purpose::Offers) {
            return held("consent", "grant");
        }
        if self.told.off.contains(&nudge.topic) {
            return held("topic-off", "switch-on");
        }
        match self.answer(at) {
            Some(said) if said.kind == ResponseKind::Snoozed => {
                let day = said.until.unwrap();
                return until(&format!("snoozed date={}", date(day)), day);
            }
            Some(_) => return held("answered", "undo"),
            None => {}
        }
        if today - one.since.days() > nudge.expires_days {
            return held("expired", "nothing");
        }
        if let Some(reason) = one.quiet {
            return format!("quiet {reason}");
        }
        let is_listed = |surfaces: &[String]| surfaces.iter().any(|surface| surface == self.world.surface);
        if is_listed(&policy.payment_surfaces) && class != NudgeClass::Safety {
            return held("payment-flow", "ask-elsewhere");
        }
        if !is_listed(&nudge.surfaces) {
            return held("other-surface", "ask-elsewhere");
        }
        let is_seen = self.is_seen(at);
        let interrupts = class != NudgeClass::Safety && !is_seen && self.world.surface != "inbox";
        let planned = self.planned();
        if class == NudgeClass::Safety {
            // 2
            let shown = |said: &&Response| said.kind == ResponseKind::Shown && said.day == today;
            let of_today = self.told.kept.iter().filter(shown);
            let mut about: Vec<StableHash> =
                of_today.filter(|said| self.class(said) == Some(NudgeClass::Safety)).map(|said| said.finding).collect();
            let now = self.shown.iter().map(|&at| &self.candidates[at]);
            about.extend(now.filter(|card| card.nudge.class == NudgeClass::Safety).map(|card| card.finding));
            about.sort();
            about.dedup();
            if !about.contains(&one.finding) && about.len() >= policy.safety_per_day as usize {
                return until(&format!("safety-cap count={}", about.len()), today + 1);
            }
        } else {
            // 3
            let holds = |context: &&String| self.world.contexts.contains(&context.as_str());
            let own = nudge.limits.vetoed_by.iter().find(holds);
            let vetoes = policy.vetoes.iter().filter(|veto| {
                let is_bare = veto.classes.is_empty() && veto.topics.is_empty();
                is_bare || veto.classes.contains(&class) || veto.topics.contains(&nudge.topic)
            });
            if let Some(context) = own.or(vetoes.flat_map(|veto| &veto.contexts).find(holds)) {
                return held(&format!("veto context={context}"), "context-over");
            }
            let requires = &nudge.limits.requires;
            if !requires.is_empty() && !requires.iter().any(|context| holds(&context)) {
                return held(&format!("needs-context context={}", requires[0]), "tell-context");
            }
            // 4
            let own = stable_hash(&[b"bucket", nudge.id.as_bytes(), &one.finding.0.to_le_bytes()]).0 % 100;
            if !is_seen && u64::from(policy.holdout_percent) > self.world.bucket.map_or(own, u64::from) {
                return held("holdout", "nothing");
            }
            // 5
            if interrupts && let Some(outcome) = self.capped(one, &planned) {
                return outcome;
            }
            // 6
            if class == NudgeClass::Offer
                && let Some(outcome) = self.no_offer(one, &planned, is_seen)
            {
                return outcome;
            }
        }
        // 8: one transaction, one card.
        let answered = (0..self.candidates.len()).filter(|&other| self.answer(other).is_some());
        if answered.chain(self.shown.iter().copied()).any(|other| self.are_joined(at, other, class)) {
            return held("same-transaction", "free-slot");
        }
        // 7
        let mut days = self.interruptions(today - 7, &|said| said.day <= today);
        days.extend(planned.iter().map(|_| today));
        if interrupts && days.len() >= self.per_week as usize {
            let change = free(&days, self.per_week).unwrap_or("settings".into());
            return held(&format!("budget count={}", days.len()), &change);
        }
        // 8: as many as there is room for.
        if self.shown.len() >= self.world.slots {
            return held("outranked", "free-slot");
        }
        if interrupts {
            return format!("shown within-budget count={} of={}", days.len(), self.per_week);
        }
        let why = if class == NudgeClass::Safety {
            "safety-first"
        } else if is_seen {
            "seen-before"
        } else {
            "no-interruption"
        };
        format!("shown {why}")
    }

    /// Step 5.
    fn capped(&self, one: &Candidate<'_>, planned: &[&Candidate<'_>]) -> Option<String> {
        let (nudge, policy, today) = (one.nudge, &self.world.pack.policy, self.today);
        let of_class = policy.classes_per_week.iter().find(|cap| cap.0 == nudge.class).map(|cap| cap.1);
        let is_nudge = |said: &Response| said.nudge == nudge.id;
        let is_topic = |said: &Response| said.topic == nudge.topic;
        let is_class = |said: &Response| self.class(said) == Some(nudge.class);
        let now = |is_alike: &dyn Fn(&Candidate<'_>) -> bool| planned.iter().filter(|other| is_alike(other)).count();
        let by_nudge = now(&|other| other.nudge.id == nudge.id);
        if let Some(most) = nudge.limits.lifetime {
            let count = self.interruptions(i32::MIN, &is_nudge).len() + by_nudge;
            if count >= most as usize {
                return Some(format!("withheld cap-lifetime count={count} | nothing"));
            }
        }
        let caps: [Cap<'_>; 3] = [
            (nudge.limits.per_week, &is_nudge, by_nudge),
            (policy.topics_per_week, &is_topic, now(&|other| other.nudge.topic == nudge.topic)),
            (of_class, &is_class, now(&|other| other.nudge.class == nudge.class)),
        ];
        for (most, is_alike, planned) in caps {
            let mut days = self.interruptions(today - 7, is_alike);
            days.extend(vec![today; planned]);
            if let Some(most) = most.filter(|most| days.len() >= *most as usize) {
                let change = free(&days, most).unwrap_or("nothing".into());
                return Some(format!("withheld cap count={} | {change}", days.len()));
            }
        }
        let [shown, dismissed, accepted] = nudge.limits.cooldown;
        let mut over = today;
        for said in self.told.kept.iter().filter(|said| said.nudge == nudge.id && said.finding != one.finding) {
            over = over.max(match said.kind {
                ResponseKind::Shown if said.interruption => said.day + shown,
                ResponseKind::Dismissed | ResponseKind::NotRelevant => said.day + dismissed,
                ResponseKind::Accepted => said.day + accepted,
                _ => today,
            });
        }
        if by_nudge > 0 {
            over = over.max(today + shown);
        }
        if over > today {
            return Some(format!("withheld cooldown | wait-until date={}", date(over)));
        }
        if let Some([from, to]) = self.quiet {
            let now = i64::from(self.world.now.time.seconds() / 60);
            // Minute by minute round the clock, from the first to the last.
            let mut minute = from;
            while minute != to {
                if minute == now {
                    let hours = format!("from={} to={}", clock(from), clock(to));
                    return Some(format!("withheld quiet-hours {hours} | wait-time time={}", clock(to)));
                }
                minute = (minute + 1) % 1440;
            }
        }
        let instants = self.told.kept.iter().filter(|said| said.interruption).map(|said| said.at);
        let mut last = instants.filter(|at| *at <= self.world.now.instant).max();
        if !planned.is_empty() {
            last = Some(self.world.now.instant);
        }
        let left = last.map_or(0, |last| last + self.gap_hours * HOUR - self.world.now.instant);
        (left > 0).then(|| {
            let wait = (1..).find(|hours| hours * HOUR >= left).unwrap();
            format!("withheld gap hours={} | wait-hours hours={wait}", self.gap_hours)
        })
    }

    /// Step 6.
    fn no_offer(&self, one: &Candidate<'_>, planned: &[&Candidate<'_>], is_seen: bool) -> Option<String> {
        let today = self.today;
        if self.world.is_doubtful {
            return Some("withheld consent | grant".into());
        }
        if one.benefit.unwrap_or(0) <= 0 {
            return Some("withheld no-benefit | new-evidence".into());
        }
        let is_harm = |said: &&Response| {
            let of_safety = self.class(said) == Some(NudgeClass::Safety);
            said.kind == ResponseKind::Cancelled || said.kind == ResponseKind::Accepted && of_safety
        };
        let harm = self.told.kept.iter().filter(is_harm).map(|said| said.day + 30).max().unwrap_or(today);
        if harm > today {
            return Some(format!("withheld harm | wait-until date={}", date(harm)));
        }
        let is_card = |said: &&Response| said.kind == ResponseKind::Shown && self.class(said).is_some();
        let month: Vec<_> = self.told.kept.iter().filter(is_card).filter(|said| said.day > today - 28).collect();
        let mut offers: Vec<i32> =
            month.iter().filter(|said| self.class(said) == Some(NudgeClass::Offer)).map(|said| said.day).collect();
        offers.extend(planned.iter().filter(|other| other.nudge.class == NudgeClass::Offer).map(|_| today));
        let all = month.len() + planned.len();
        let share = self.world.pack.policy.offer_share_percent as usize;
        let is_too_many = (offers.len() + 1) * 100 > share * (all + 1);
        if is_seen || share > 0 && (offers.is_empty() || !is_too_many) {
            return None;
        }
        let change = match offers.iter().min() {
            _ if share == 0 => "nothing".into(),
            oldest => format!("wait-until date={}", date(oldest.copied().unwrap_or(today) + 28)),
        };
        Some(format!("withheld offer-share count={} | {change}", offers.len()))
    }
}

/// An outcome in the words of the oracle.
fn words(outcome: &Outcome) -> String {
    let one = |reason: &crate::types::Reason| {
        let mut words = reason.code.to_string();
        for (name, arg) in serde_json::to_value(&reason.args).unwrap().as_object().unwrap() {
            let value = &arg["value"];
            words += &format!(" {name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        words
    };
    match outcome {
        Outcome::Shown { timing } => format!("shown {}", one(timing)),
        Outcome::Quiet(reason) => format!("quiet {}", one(reason)),
        Outcome::Withheld { reason, change } => format!("withheld {} | {}", one(reason), one(change)),
    }
}

fn check(chance: &mut Chance) -> Result<bool, String> {
    let mut world = world(chance);
    let pack = world.pack.clone();
    let candidates = candidates(chance, &pack);
    world.did = did(chance, &pack, &candidates, world.now);
    let mut memory = Memory::default();
    for did in &world.did {
        match did {
            Did::Said(said) => memory.remember((**said).clone()),
            Did::Set(set) => memory.set(set),
        }
    }
    let consent = granted(&world.purposes);
    let mut known = known(&pack, &memory, &consent);
    (known.contexts, known.is_doubtful) = (world.contexts.clone(), world.is_doubtful);
    let place = Place { surface: world.surface, slots: world.slots, now: world.now, bucket: world.bucket };
    let ours: Vec<(usize, String)> =
        decide(&candidates, &known, place).iter().map(|one| (one.candidate, words(&one.outcome))).collect();
    let mut oracle = Oracle::new(&world, &candidates);
    let mut naive = Vec::new();
    for at in oracle.order() {
        let outcome = oracle.outcome(at);
        if outcome.starts_with("shown") {
            oracle.shown.push(at);
        }
        naive.push((at, outcome));
    }
    let tells = naive.iter().any(|one| one.1.starts_with("shown"));
    if ours == naive { Ok(tells) } else { Err(format!("{ours:?} but {naive:?} on {}", world.surface)) }
}

#[test]
fn decisions_are_those_of_the_naive_steps() {
    histories("decisions", 0xdec1de, [600_000, 3_000], &mut check);
}
