//! The days of a delay, span by span: each day by the figure in force on it.

use super::{office::OfficeRate, span_of};
use crate::{
    catalogue::{Penalties, PenaltyOfLaw, PenaltyShape, Statutes},
    model::{Date, Language, Paise, date_written},
};
use std::collections::BTreeSet;

/// What a day's figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The office's own figure, by order.
    Office(OfficeRate),
    /// A figure of the law.
    Law(PenaltyOfLaw),
    /// No text was seen, and the office set none.
    NotSeen,
}

/// A figure by which days are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tariff {
    /// Once, with the first day that counts.
    pub fixed: Paise,
    /// For each day that counts.
    pub per_day: Paise,
    /// The sum never grows beyond it.
    pub cap: Option<Paise>,
    /// Days past the due day that cost nothing.
    pub free_days: i64,
}

impl Ground {
    /// By what days are counted; nothing where no sum is computed.
    pub fn tariff(&self) -> Option<Tariff> {
        match self {
            Self::Office(rate) => Some(rate.tariff),
            Self::Law(law) => {
                let free_days = law.free_days;
                match law.shape {
                    PenaltyShape::Fixed(fixed) => Some(Tariff { fixed, free_days, ..Tariff::default() }),
                    PenaltyShape::PerDay(per_day, cap) => Some(Tariff { per_day, cap, free_days, ..Tariff::default() }),
                    PenaltyShape::Range(..) | PenaltyShape::Quoted(_) => None,
                }
            }
            Self::NotSeen => None,
        }
    }
    /// Where the figure comes from, with how it was seen.
    pub fn origin(&self, statutes: &Statutes, language: Language) -> String {
        match self {
            Self::Office(rate) => {
                let on = rate.order_on.map_or_else(String::new, date_written);
                match language {
                    Language::En => format!("order {} of {on} (set by the office)", rate.order_no),
                    Language::Hi => format!("आदेश {} दिनांक {on} (कार्यालय द्वारा निर्धारित)", rate.order_no),
                }
            }
            Self::Law(law) => {
                let cited = statutes.cited(&law.basis);
                let name = cited.map_or("", |(statute, ..)| statute.name.in_language(language));
                let number = cited.map_or(law.basis.as_str(), |(_, number, _)| number);
                format!("{name}, {number} ({})", law.seen.word(language))
            }
            Self::NotSeen => self.confidence(language).to_owned(),
        }
    }
    /// How sure the figure is, in a word.
    pub fn confidence(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Law(law), _) => law.seen.word(language),
            (Self::Office(_), Language::En) => "order of the office",
            (Self::Office(_), Language::Hi) => "कार्यालय का आदेश",
            (Self::NotSeen, Language::En) => "text not seen",
            (Self::NotSeen, Language::Hi) => "मूल पाठ नहीं देखा गया",
        }
    }
}

/// Days one figure was in force on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Days of it that cost something: not the free ones.
    pub counted: i64,
    /// The figure.
    pub ground: Ground,
    /// What the span adds.
    pub added: Paise,
    /// The sum after it.
    pub total: Paise,
    /// First day that counts on which the sum stands at the cap or above.
    pub capped_on: Option<Date>,
}

impl Span {
    /// Its days.
    pub fn days(&self) -> i64 {
        span_of((self.from, self.until))
    }
}

/// How far a sum could be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// Every day has a figure.
    Computed,
    /// Some days have one.
    Part,
    /// The law gives a range: an authority imposes the sum.
    Range,
    /// A sum was quoted; the text was not seen.
    Quoted,
    /// Nothing was seen.
    NotSeen,
}

impl Stand {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Part => "part",
            Self::Range => "range",
            Self::Quoted => "quoted",
            Self::NotSeen => "not-seen",
        }
    }
    /// For people.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Computed, Language::En) => "computed",
            (Self::Computed, Language::Hi) => "गणना की गई",
            (Self::Part, Language::En) => "computed for a part of the days",
            (Self::Part, Language::Hi) => "कुछ दिनों की गणना",
            (Self::Range, Language::En) => "range, no sum",
            (Self::Range, Language::Hi) => "सीमा, राशि नहीं",
            (Self::Quoted, Language::En) => "quoted, no sum",
            (Self::Quoted, Language::Hi) => "उद्धृत, राशि नहीं",
            (Self::NotSeen, Language::En) => "text not seen",
            (Self::NotSeen, Language::Hi) => "मूल पाठ नहीं देखा गया",
        }
    }
}

/// What a delay comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoning {
    /// Its days in order; at least one span.
    pub spans: Vec<Span>,
}

impl Reckoning {
    /// The figure of the last day.
    pub fn ground(&self) -> &Ground {
        self.spans.last().map_or(&Ground::NotSeen, |span| &span.ground)
    }
    /// How far a sum could be computed.
    pub fn stand(&self) -> Stand {
        let with = self.spans.iter().filter(|span| span.ground.tariff().is_some()).count();
        match (with, self.ground()) {
            (with, _) if with > 0 && with == self.spans.len() => Stand::Computed,
            (1.., _) => Stand::Part,
            (_, Ground::Law(law)) if matches!(law.shape, PenaltyShape::Quoted(_)) => Stand::Quoted,
            (_, Ground::Law(_)) => Stand::Range,
            _ => Stand::NotSeen,
        }
    }
    /// The sum so far; nothing where no day has a figure.
    pub fn amount(&self) -> Option<Paise> {
        (self.stand() <= Stand::Part).then(|| self.spans.last().map_or(Paise(0), |span| span.total))
    }
    /// The day from which the sum has stood at the cap in force.
    pub fn capped_on(&self) -> Option<Date> {
        let mut since = None;
        for span in self.spans.iter().rev().filter(|span| span.counted > 0) {
            let Some(day) = span.capped_on else { break };
            since = Some(day);
            // It stood there on the span's first day that counts: perhaps longer.
            if span_of((day, span.until)) < span.counted {
                break;
            }
        }
        since
    }
    /// Days without a figure.
    pub fn untold_days(&self) -> i64 {
        self.spans.iter().filter(|span| span.ground.tariff().is_none()).map(Span::days).sum()
    }
}

/// Counts the days from the first to the last, both counted, each by the figure in force on it: the office's where it set one, else
/// the law's. `own` is in order of days. Linear in the changes of the figure, not in the days.
pub fn reckon(penalties: &Penalties, own: &[OfficeRate], act: &str, (first, last): (Date, Date)) -> Reckoning {
    let changes = own.iter().map(|rate| rate.from).chain(penalties.changes(act));
    let mut starts: BTreeSet<Date> = changes.filter(|day| first < *day && *day <= last).collect();
    starts.insert(first);
    let starts: Vec<Date> = starts.into_iter().collect();
    let (mut total, mut fixed_is_due, mut spans) = (0_i128, true, Vec::with_capacity(starts.len()));
    for (no, from) in starts.iter().enumerate() {
        let next = starts.get(no + 1).and_then(|next| next.yesterday().ok());
        let (from, until) = (*from, next.unwrap_or(last));
        let ground = ground_on(penalties, own, act, from);
        let before = total;
        let (mut counted, mut capped_on) = (0, None);
        if let Some(tariff) = ground.tariff() {
            // Days of the delay before this span; of them and these the first ones may be free.
            let elapsed = span_of((first, from)) - 1;
            let free = (tariff.free_days - elapsed).clamp(0, span_of((from, until)));
            counted = span_of((from, until)) - free;
            let fixed = if fixed_is_due && counted > 0 { i128::from(tariff.fixed.0) } else { 0 };
            fixed_is_due &= counted == 0;
            let per_day = i128::from(tariff.per_day.0);
            let grown = total + fixed + per_day * i128::from(counted);
            total = match tariff.cap {
                // A cap lowered later takes nothing back.
                Some(cap) => grown.min(i128::from(cap.0)).max(total),
                None => grown,
            };
            if let Some(cap) = tariff.cap.filter(|cap| counted > 0 && total >= i128::from(cap.0)) {
                let lacking = (i128::from(cap.0) - before - fixed).max(0);
                let day = if per_day > 0 { (lacking + per_day - 1) / per_day } else { 1 };
                let after = i64::try_from(day.max(1) - 1).unwrap_or(i64::MAX).saturating_add(free);
                capped_on =
                    i32::try_from(after).ok().and_then(|days| from.checked_add(jiff::Span::new().days(days)).ok());
            }
        }
        let paise = |sum: i128| Paise(i64::try_from(sum).unwrap_or(i64::MAX));
        let (added, total) = (paise(total - before), paise(total));
        spans.push(Span { from, until, counted, ground, added, total, capped_on });
    }
    Reckoning { spans }
}

fn ground_on(penalties: &Penalties, own: &[OfficeRate], act: &str, day: Date) -> Ground {
    let office = own.iter().rfind(|rate| rate.from <= day).filter(|rate| !rate.ended);
    match (office, penalties.on(act, day)) {
        (Some(rate), _) => Ground::Office(rate.clone()),
        (None, Some(law)) => Ground::Law(law.clone()),
        (None, None) => Ground::NotSeen,
    }
}
