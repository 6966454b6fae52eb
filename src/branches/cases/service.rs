//! A service of the office as data: its stages, its acts, its papers and its clocks.

use super::{changes::Changes, figures::Figures};
use crate::{
    catalogue::{Basis, OnExpiry},
    model::{Label, Value},
};
use std::collections::BTreeMap;

/// A kind of case: `catalogue/services/<code>.toml`.
#[derive(Clone, Debug)]
pub struct Service {
    /// Stem of its file, as `registration`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// The statutory register whose entries are its cases.
    pub register: String,
    /// Fields of that register every service has.
    pub fields: OwnFields,
    /// The Act where a case names none, by the State of the office.
    pub usual_law: BTreeMap<String, String>,
    /// Stages, the first one first.
    pub stages: Vec<Stage>,
    /// Acts; the first opens a case.
    pub acts: Vec<ActDef>,
    /// Clocks.
    pub clocks: Vec<ClockUse>,
    /// Figures a case is held against.
    pub minimums: Vec<Minimum>,
    /// Papers a case needs.
    pub papers: Vec<Paper>,
    /// Kinds of case, told by what the register has; the last is the rest.
    pub kinds: Vec<KindDef>,
    /// Ends of the spans of age in days, rising: 15, 30.
    pub ages: Vec<u16>,
    /// Matters that belong to another register.
    pub elsewhere: Vec<Elsewhere>,
    /// Lines of the catalogue of clocks that say what a certificate proves, by the Act of the case.
    pub certificate: BTreeMap<String, String>,
    /// Its hearings, where it has any.
    pub hearing: Option<Hearing>,
    /// By when a case is opened.
    pub limitation: Option<Limitation>,
    /// What a field must be for some acts.
    pub only: Vec<Only>,
    /// How often an act is done, as far as the law counts.
    pub most: Vec<Most>,
    /// Figures held against each other and against the law.
    pub figures: Figures,
    /// How late a date may lie.
    pub latest: Vec<Latest>,
    /// Its cases go on whatever became of the society.
    pub any_standing: bool,
    /// Statuses of a society its cases are worked in besides those of a society at work, as `under_liquidation`.
    pub standing: Vec<String>,
    /// Stages in which the day an officer set counts; none: in all.
    pub wanted_in: Vec<usize>,
    /// Words of the statuses of societies and of the Acts its acts may want.
    pub words: BTreeMap<String, Label>,
    /// A society has one open case of it at most.
    pub one_open: bool,
    /// A case is judged by the Act of its society.
    pub law_of_society: bool,
    /// Times that must pass before an act.
    pub waits: Vec<Wait>,
    /// Fields whose value no other subject of the register may have, letters and digits compared.
    pub unique: Vec<u16>,
    /// Fields whose day is told when it comes near.
    pub watched: Vec<Watched>,
    /// Field whose value gathers what is due: many cases of one holder are one line of the day.
    pub together: Option<u16>,
    /// Lines another register has beside an act, as what was found at a verification.
    pub records: Option<Records>,
}

/// A time that must pass before an act: fifteen days for an answer before the resolution.
#[derive(Clone, Debug)]
pub struct Wait {
    /// The act.
    pub act: String,
    /// The act it is counted from, the last of its kind.
    pub since: String,
    /// Line of the catalogue of clocks, by the Act of the case.
    pub lines: BTreeMap<String, String>,
}

/// A register with lines beside acts: they name the case and the day of the act.
#[derive(Clone, Debug)]
pub struct Records {
    /// Its stem.
    pub register: String,
    /// Key of the field that names the case.
    pub link: String,
    /// Field of the day.
    pub day: u16,
}

/// A day of a case that is told when it comes near, as the end of a warranty.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The field.
    pub field: u16,
    /// What comes on that day.
    pub label: Label,
}

/// Hearings: their lines stand in the register `order_sheet`.
#[derive(Clone, Debug)]
pub struct Hearing {
    /// Field of the court.
    pub court: u16,
    /// Fields of those who must be present.
    pub parties: Vec<u16>,
}

/// Limitation: counted from a day told to the day a case is opened.
#[derive(Clone, Debug)]
pub struct Limitation {
    /// Field of the day it begins.
    pub begins: u16,
    /// Field of the last day, computed.
    pub last: u16,
    /// Field that says delay was condoned.
    pub excused: u16,
    /// Field whose code tells the lines apart.
    pub by: u16,
    /// Acts refused once it has run out.
    pub acts: Vec<String>,
    /// Lines of the catalogue of clocks by Act and code; `other` for any other code.
    pub lines: BTreeMap<String, BTreeMap<String, String>>,
}

/// A field must have one of these codes for an act.
#[derive(Clone, Debug)]
pub struct Only {
    /// The field.
    pub field: u16,
    /// The acts.
    pub acts: Vec<String>,
    /// Codes by Act; `any` for any other Act.
    pub codes: BTreeMap<String, Vec<String>>,
    /// What it rests on.
    pub basis: Basis,
}

/// An act is done so often at most, by a figure of the catalogue of clocks.
#[derive(Clone, Debug)]
pub struct Most {
    /// The act.
    pub act: String,
    /// The line by the Act of the case.
    pub lines: BTreeMap<String, String>,
}

/// A date of a case lies so long after another at most, as the administrator of a board that is superseded.
#[derive(Clone, Debug)]
pub struct Latest {
    /// Field of the date.
    pub field: u16,
    /// Field it is counted from.
    pub from: u16,
    /// Acts that state it.
    pub acts: Vec<String>,
    /// Only of these classes; of all where none is named.
    pub classes: Vec<String>,
    /// The line of the catalogue of clocks by the Act of the case: beyond it the act is refused.
    pub lines: BTreeMap<String, String>,
    /// A line it is compared with: beyond it that is told.
    pub compared: BTreeMap<String, String>,
}

/// Which fields of the register mean what.
#[derive(Clone, Debug)]
pub struct OwnFields {
    /// The day the case begins.
    pub opened_on: u16,
    /// What the office calls the case by.
    pub number: u16,
    /// Running number of the co-operative year, given by the program.
    pub serial: Option<u16>,
    /// What it is about, for lists.
    pub title: u16,
    /// The governing Act.
    pub law: Option<u16>,
    /// Class of society.
    pub class: Option<u16>,
    /// The society it is about.
    pub society: Option<u16>,
    /// To whom notices go.
    pub addressee: Option<u16>,
    /// The day an officer set for it to be done.
    pub wanted_by: Option<u16>,
}

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Code, as `scrutiny`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// The case has ended.
    pub closed: bool,
    /// A case in it has a next date.
    pub listed: bool,
    /// Dates by which a case in it is to go on, with their names.
    pub due: Vec<(u16, Label)>,
    /// Which fields of an entry that came from a book show it: any of these.
    pub shown: Vec<Shown>,
}

/// A stage shown by a field.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The field, which has a value …
    pub field: u16,
    /// … this one, where it says so …
    pub is: Option<String>,
    /// … while this one has none.
    pub without: Option<u16>,
}

/// An act.
#[derive(Clone, Debug)]
pub struct ActDef {
    /// Code, as `query`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Stages it may be done in; of the act that opens a case none.
    pub from: Vec<usize>,
    /// Stage it leads to; `None`: the case stays where it is.
    pub to: Option<usize>,
    /// It needs the number of an order.
    pub order: bool,
    /// It needs words: the defects, the reasons.
    pub remark: bool,
    /// It needs the next date.
    pub next: bool,
    /// It may be done only after the next date has passed.
    pub after_next: bool,
    /// It may be done in a case that has ended; one that leads to an open stage takes the ending back.
    pub after_end: bool,
    /// It needs a paper or a document.
    pub proof: bool,
    /// The verb with a page of its own that alone does it, as `election roll draft`.
    pub verb: Option<String>,
    /// The power of the Registrar it uses.
    pub power: Option<String>,
    /// Fields of the register that may be told.
    pub asks: Vec<u16>,
    /// Fields that must be.
    pub requires: Vec<u16>,
    /// Fields it sets.
    pub sets: Vec<(u16, Given)>,
    /// Fields it empties.
    pub clears: Vec<u16>,
    /// Fields the register must hold already.
    pub needs: Vec<u16>,
    /// It may be done although all proceedings are stayed.
    pub under_stay: bool,
    /// Codes of the list `stay_kind` it touches: a stay of that kind forbids it.
    pub touches: Vec<String>,
    /// It writes a line of the order sheet.
    pub sheet: Option<Sheet>,
    /// Clocks that run to its next date at least.
    pub extends: Vec<String>,
    /// A new subject of another register that comes of it.
    pub gives: Option<Gives>,
    /// It writes lines of a register of its own, not the movement of the case; a verb of its own does it.
    pub apart: bool,
    /// Statuses the society must have; none: as the service says.
    pub society_is: Vec<String>,
    /// Only under these Acts; none: under any.
    pub laws: Vec<String>,
    /// Stages from which it leads back to the one before.
    pub back: Vec<usize>,
    /// What it changes of subjects of other registers.
    pub changes: Vec<Changes>,
    /// It records what the silence of this clock has come to, and cannot be done before.
    pub records: Option<(String, OnExpiry)>,
    /// Registers its page writes of the case.
    pub writes: Vec<Writes>,
    /// What it rests on.
    pub basis: Basis,
}

/// A register the page of an act writes besides: when the day of the act is put right, its entries move too.
#[derive(Clone, Debug)]
pub struct Writes {
    /// The register.
    pub register: String,
    /// Key of the field there that names the case.
    pub link: String,
    /// Fields there that repeat the day.
    pub days: Vec<u16>,
}

/// The line of the order sheet an act writes.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What the hearing was for.
    pub purpose: Option<String>,
    /// Interim or final, where an order was made.
    pub order_kind: Option<String>,
    /// Fields of the order sheet that may be told.
    pub asks: Vec<u16>,
    /// Fields that must be.
    pub requires: Vec<u16>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The day of the act.
    Day,
    /// The number of its order.
    Order,
    /// Its remark.
    Remark,
    /// Its next date.
    Next,
    /// The name of the office.
    Office,
    /// What the page of the act made: a count, a digest. No person tells it.
    Made,
    /// Always this.
    Always(Value),
}

/// What comes of an act: a society of an application.
#[derive(Clone, Debug)]
pub struct Gives {
    /// Its register.
    pub register: String,
    /// Field there that names the case.
    pub link: u16,
    /// Field of the case with its name, for `name_hi` or `name_en` by the letters it is written in.
    pub name: Option<u16>,
    /// Fields taken over: there, here.
    pub takes: Vec<(u16, u16)>,
    /// Fields set there.
    pub sets: Vec<(u16, Given)>,
    /// Fields that may be told.
    pub asks: Vec<u16>,
    /// Fields that must be.
    pub requires: Vec<u16>,
    /// Fields which together no other subject may have.
    pub unique: Vec<u16>,
}

/// A clock as the service uses it.
#[derive(Clone, Debug)]
pub struct ClockUse {
    /// Code within the service, as `disposal`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Acts that start it.
    pub starts: Vec<String>,
    /// Fields it is counted from instead, whoever wrote them: the first that has a value.
    pub counted_from: Vec<u16>,
    /// Fields whose day ends it, whoever wrote them.
    pub ended_by: Vec<u16>,
    /// It is counted from the end of the quarter that day lies in.
    pub quarter_ends: bool,
    /// Acts that end it.
    pub ends: Vec<String>,
    /// Field whose day starts it anew, where it lies later than the act: the last verification.
    pub since: Option<u16>,
    /// Stages in which it stands still, and what that rests on.
    pub stopped_in: Vec<usize>,
    /// What standing still rests on.
    pub stops: Option<Basis>,
    /// Lines of the catalogue of clocks, by the Act of the case.
    pub lines: BTreeMap<String, Vec<String>>,
    /// Lines that hold for some classes of society only, with these.
    pub classes: BTreeMap<String, Vec<String>>,
}

/// A figure a field is held against.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// The field.
    pub field: u16,
    /// The line of the catalogue of clocks, by the Act of the case.
    pub lines: BTreeMap<String, String>,
}

/// A paper of the checklist.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Code, as `byelaws`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Only of these classes; of all where none is named.
    pub classes: Vec<String>,
    /// May be put on record and is not missed.
    pub optional: bool,
}

/// A kind of case, as a complaint about a housing society.
#[derive(Clone, Debug)]
pub struct KindDef {
    /// Code, as `housing`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Shown by these classes of society …
    pub classes: Vec<String>,
    /// … or by a value of any of these fields; by neither: what no other kind is.
    pub fields: Vec<u16>,
    /// Fields that must be told of it, by the State of the office.
    pub requires: BTreeMap<String, Vec<u16>>,
}

/// A matter that belongs to another register, told by facts.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// That register.
    pub register: String,
    /// The act that ends the case here for it.
    pub act: String,
    /// Fields with the values that show it: one of each.
    pub when: Vec<(u16, Vec<Value>)>,
    /// Lines of the catalogue of clocks it is under there, by the Act of the case.
    pub lines: BTreeMap<String, Vec<String>>,
}

impl Service {
    /// The place of a stage by its code.
    pub fn stage(&self, code: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.code == code)
    }
    /// An act by its code.
    pub fn act(&self, code: &str) -> Option<&ActDef> {
        self.acts.iter().find(|act| act.code == code)
    }
    /// The act that opens a case. Loading sees to it that there is one, and only one, which comes first.
    pub fn opening(&self) -> &ActDef {
        &self.acts[0]
    }
    /// The kind of a case of this class of society, whose fields have values or not.
    pub fn kind(&self, class: &str, has: impl Fn(u16) -> bool) -> Option<&KindDef> {
        let shown = |kind: &&KindDef| {
            let rest = kind.classes.is_empty() && kind.fields.is_empty();
            rest || kind.classes.iter().any(|one| one == class) || kind.fields.iter().any(|no| has(*no))
        };
        self.kinds.iter().find(shown)
    }
    /// The act that sets a field to a code, as the finding a complaint is closed with.
    pub fn act_that_sets(&self, field: u16, code: &str) -> Option<&ActDef> {
        let sets = |act: &&ActDef| {
            let mut all = act.sets.iter();
            all.any(|(no, given)| {
                *no == field && matches!(given, Given::Always(value) if value.as_text() == Some(code))
            })
        };
        self.acts.iter().find(sets)
    }
    /// An act that takes the end of a case back?
    pub fn reopens(&self, act: &ActDef) -> bool {
        act.after_end && act.to.is_some_and(|to| self.stages.get(to).is_some_and(|stage| !stage.closed))
    }
    /// The words of codes of statuses or Acts in both languages, with a comma between them.
    pub fn worded<'c>(&self, codes: impl IntoIterator<Item = &'c str>) -> Label {
        let (mut en, mut hi): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let codes: Vec<&str> = codes.into_iter().collect();
        for code in codes {
            let label = self.words.get(code);
            en.push(label.map_or(code, |label| &label.en));
            hi.push(label.map_or(code, |label| &label.hi));
        }
        Label { en: en.join(", "), hi: hi.join(", ") }
    }
    /// The place of the stage a case comes into by an act.
    pub fn leads(&self, act: &ActDef, case: &super::Case) -> usize {
        if act.back.contains(&case.stage) {
            return case.stage_before().unwrap_or(case.stage);
        }
        act.to.unwrap_or(case.stage)
    }
    /// Papers a case of this class needs.
    pub fn papers_of(&self, class: &str) -> impl Iterator<Item = &Paper> {
        let needed = self.papers.iter().filter(|paper| !paper.optional);
        needed.filter(move |paper| paper.classes.is_empty() || paper.classes.iter().any(|one| one == class))
    }
}
