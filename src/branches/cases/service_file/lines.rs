//! The file as it is written. Words that refer to something keep their place, so that a fault can name its line.

use crate::catalogue::Seen;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A word with its place in the file.
pub(super) type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceLines {
    pub(super) en: String,
    pub(super) hi: String,
    pub(super) register: Word,
    pub(super) opened_on: Word,
    pub(super) number: Word,
    pub(super) serial: Option<Word>,
    pub(super) title: Word,
    pub(super) law: Option<Word>,
    pub(super) class: Option<Word>,
    pub(super) society: Option<Word>,
    pub(super) addressee: Option<Word>,
    pub(super) wanted_by: Option<Word>,
    #[serde(default)]
    pub(super) certificate: BTreeMap<String, Word>,
    #[serde(default)]
    pub(super) usual_law: BTreeMap<String, Word>,
    pub(super) stage: Vec<StageLine>,
    pub(super) act: Vec<ActLine>,
    #[serde(default)]
    pub(super) clock: Vec<ClockLine>,
    #[serde(default)]
    pub(super) minimum: Vec<MinimumLine>,
    #[serde(default)]
    pub(super) paper: Vec<PaperLine>,
    pub(super) hearing: Option<HearingLine>,
    pub(super) limitation: Option<LimitationLine>,
    #[serde(default)]
    pub(super) only: Vec<OnlyLine>,
    #[serde(default)]
    pub(super) most: Vec<MostLine>,
    #[serde(default)]
    pub(super) latest: Vec<LatestLine>,
    #[serde(default)]
    pub(super) any_standing: bool,
    #[serde(default)]
    pub(super) kind: Vec<KindLine>,
    #[serde(default)]
    pub(super) ages: Vec<Spanned<u16>>,
    #[serde(default)]
    pub(super) elsewhere: Vec<ElsewhereLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HearingLine {
    pub(super) court: Word,
    pub(super) parties: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitationLine {
    pub(super) begins: Word,
    pub(super) last: Word,
    pub(super) excused: Word,
    pub(super) by: Word,
    pub(super) acts: Vec<Word>,
    pub(super) lines: BTreeMap<String, BTreeMap<String, Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnlyLine {
    pub(super) field: Word,
    pub(super) acts: Vec<Word>,
    pub(super) codes: BTreeMap<String, Vec<Word>>,
    pub(super) source: String,
    pub(super) source_hi: String,
    pub(super) seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MostLine {
    pub(super) act: Word,
    pub(super) lines: BTreeMap<String, Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LatestLine {
    pub(super) field: Word,
    pub(super) from: Word,
    pub(super) acts: Vec<Word>,
    #[serde(default)]
    pub(super) classes: Vec<Word>,
    pub(super) lines: BTreeMap<String, Word>,
    #[serde(default)]
    pub(super) compared: BTreeMap<String, Word>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetLine {
    pub(super) purpose: Option<Word>,
    pub(super) order_kind: Option<Word>,
    #[serde(default)]
    pub(super) asks: Vec<Word>,
    #[serde(default)]
    pub(super) requires: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageLine {
    pub(super) code: Word,
    pub(super) en: String,
    pub(super) hi: String,
    #[serde(default)]
    pub(super) closed: bool,
    #[serde(default)]
    pub(super) listed: bool,
    #[serde(default)]
    pub(super) due: Vec<Word>,
    #[serde(default)]
    pub(super) shown_by: Vec<ShownLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShownLine {
    pub(super) field: Word,
    pub(super) is: Option<String>,
    pub(super) without: Option<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActLine {
    pub(super) code: Word,
    pub(super) en: String,
    pub(super) hi: String,
    pub(super) from: Vec<Word>,
    pub(super) to: Option<Word>,
    #[serde(default)]
    pub(super) order: bool,
    #[serde(default)]
    pub(super) remark: bool,
    #[serde(default)]
    pub(super) next: bool,
    #[serde(default)]
    pub(super) after_next: bool,
    #[serde(default)]
    pub(super) after_end: bool,
    #[serde(default)]
    pub(super) proof: bool,
    pub(super) power: Option<Word>,
    pub(super) verb: Option<String>,
    #[serde(default)]
    pub(super) asks: Vec<Word>,
    #[serde(default)]
    pub(super) requires: Vec<Word>,
    #[serde(default)]
    pub(super) sets: BTreeMap<String, Word>,
    #[serde(default)]
    pub(super) clears: Vec<Word>,
    #[serde(default)]
    pub(super) under_stay: bool,
    #[serde(default)]
    pub(super) touches: Vec<Word>,
    pub(super) sheet: Option<SheetLine>,
    #[serde(default)]
    pub(super) extends: Vec<Word>,
    pub(super) gives: Option<GivesLine>,
    #[serde(default)]
    pub(super) writes: Vec<WritesLine>,
    pub(super) source: Option<String>,
    pub(super) source_hi: Option<String>,
    pub(super) seen: Option<Seen>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivesLine {
    pub(super) register: Word,
    pub(super) link: Word,
    pub(super) name: Option<Word>,
    #[serde(default)]
    pub(super) takes: BTreeMap<String, Word>,
    #[serde(default)]
    pub(super) sets: BTreeMap<String, Word>,
    #[serde(default)]
    pub(super) asks: Vec<Word>,
    #[serde(default)]
    pub(super) requires: Vec<Word>,
    #[serde(default)]
    pub(super) unique: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WritesLine {
    pub(super) register: Word,
    pub(super) link: Word,
    #[serde(default)]
    pub(super) days: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockLine {
    pub(super) code: Word,
    pub(super) en: String,
    pub(super) hi: String,
    pub(super) starts: Vec<Word>,
    pub(super) ends: Vec<Word>,
    #[serde(default)]
    pub(super) stopped_in: Vec<Word>,
    pub(super) stops_source: Option<String>,
    pub(super) stops_source_hi: Option<String>,
    pub(super) lines: BTreeMap<String, Vec<Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MinimumLine {
    pub(super) field: Word,
    pub(super) lines: BTreeMap<String, Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperLine {
    pub(super) code: Word,
    pub(super) en: String,
    pub(super) hi: String,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) classes: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindLine {
    pub(super) code: Word,
    pub(super) en: String,
    pub(super) hi: String,
    #[serde(default)]
    pub(super) classes: Vec<Word>,
    #[serde(default)]
    pub(super) fields: Vec<Word>,
    #[serde(default)]
    pub(super) requires: BTreeMap<String, Vec<Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElsewhereLine {
    pub(super) register: Word,
    pub(super) act: Word,
    pub(super) when: BTreeMap<String, Vec<Word>>,
    pub(super) lines: BTreeMap<String, Vec<Word>>,
}
