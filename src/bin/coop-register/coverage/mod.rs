//! `coop-register coverage`: gram panchayats without a society of a kind, and targets of new ones.

mod explain;
mod plan;

use crate::case::word;
use clap::{Args, Subcommand, ValueEnum};
use coop_registry::{
    branches::coverage::{
        AreaWords, Counts, DistrictAndBlock, Gazetteer, KindOf, Panchayat, Society, Standing, Tally, Why, gazetteer,
        societies, tally,
    },
    catalogue::{Level, Places},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, desk, papers},
    model::{Finding, Label, Language, Locus, Severity, Value},
    register::Register,
    reports::coverage,
};

/// Gram panchayats without a PACS, dairy or fishery society
#[derive(Subcommand)]
pub enum Coverage {
    /// Count panchayats: covered, doubtful, uncovered, by district or block
    Compute(Compute),
    /// List panchayats without a society, with those that may have one under --doubtful
    Uncovered(Uncovered),
    /// Every decision on a panchayat or a society, with the words that decided
    Explain(explain::Explain),
    /// Split a target of new societies over places by their uncovered panchayats; with --order it is set
    Plan(plan::Plan),
    /// Targets that were set, and the societies registered since
    Progress(plan::Progress),
}

/// Which kind.
#[derive(Args, Clone)]
pub struct OfKind {
    /// Kind of society: pacs, dairy or fishery
    #[arg(long, default_value = "pacs")]
    kind: String,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
}

/// By which place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Districts
    District,
    /// Blocks
    Block,
}

/// Counts.
#[derive(Args)]
pub struct Compute {
    #[command(flatten)]
    of: OfKind,
    /// One line for each
    #[arg(long, value_enum, default_value = "district")]
    by: By,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

/// A list.
#[derive(Args)]
pub struct Uncovered {
    #[command(flatten)]
    of: OfKind,
    /// Only this block: LGD code
    #[arg(long, value_name = "CODE")]
    block: Option<i64>,
    /// Those that may be covered instead, each with the society and the words
    #[arg(long, conflicts_with = "unplaced")]
    doubtful: bool,
    /// The societies that led to no panchayat instead
    #[arg(long)]
    unplaced: bool,
}

impl Coverage {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Compute(verb) => verb.run(office, console),
            Self::Uncovered(verb) => verb.run(office, console),
            Self::Explain(verb) => verb.run(office, console),
            Self::Plan(verb) => verb.run(office, console),
            Self::Progress(verb) => verb.run(office, console),
        }
    }
}

/// All that is known of one kind.
struct Known {
    register: Register,
    places: Places,
    words: AreaWords,
    kind: KindOf,
    gazetteer: Gazetteer,
    societies: Vec<Society>,
    district: Option<i64>,
}

/// A place of the counts: district and, by block, block.
type Place = DistrictAndBlock;

impl OfKind {
    fn kind(&self, words: &AreaWords) -> Result<KindOf, CommandError> {
        let kind = words.kinds.iter().find(|kind| kind.code == self.kind).cloned();
        kind.ok_or_else(|| {
            let known: Vec<&str> = words.kinds.iter().map(|kind| kind.code.as_str()).collect();
            CommandError::new(Exit::Arguments, "error.coverage.kind")
                .with("found", &self.kind)
                .with("known", known.join(", "))
        })
    }

    fn read(&self, office: &Office) -> Result<Known, CommandError> {
        let words = AreaWords::load(office.files()).map_err(|fault| vec![fault])?;
        let kind = self.kind(&words)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = Places::load(office.files())?;
        let district = self.district.as_deref().map(|name| desk::district(&places, name)).transpose()?;
        let gazetteer = gazetteer(&register, &places, moment)?;
        if gazetteer.all.is_empty() {
            return Err(CommandError::not_found("error.coverage.no_panchayats"));
        }
        let societies = societies(&register, &kind.classes, moment)?;
        Ok(Known { register, places, words, kind, gazetteer, societies, district })
    }
}

impl Known {
    fn tally(&mut self) -> Tally {
        tally(&mut self.gazetteer, &self.words, &self.societies)
    }
    fn is_asked(&self, panchayat: &Panchayat) -> bool {
        self.district.is_none() || panchayat.district == self.district
    }
    /// Counts of the places asked for, in the order of their codes.
    fn counts(&self, tally: &Tally, by: By) -> Vec<(Place, Counts)> {
        let key = |panchayat: &Panchayat| {
            let place = (panchayat.district, panchayat.block.filter(|_| by == By::Block));
            self.is_asked(panchayat).then_some(place)
        };
        let counts = tally.by(&self.gazetteer.all, key);
        counts.into_iter().filter_map(|(place, counts)| Some((place?, counts))).collect()
    }
    /// Names of a district or block, in both languages; the code where it has none.
    fn name(&self, level: Level, code: Option<i64>) -> Label {
        let Some(code) = code else { return Label { en: "–".into(), hi: "–".into() } };
        match self.places.get(level, code) {
            Some(place) => place.label(),
            None => Label { en: code.to_string(), hi: code.to_string() },
        }
    }
    /// A code for machines, its name for people.
    fn cell(&self, console: &Console, level: Level, code: Option<i64>) -> Value {
        match code {
            Some(code) if !console.is_for_people() => Value::Integer(code),
            _ => Value::text(self.name(level, code).in_language(console.language())),
        }
    }
    fn findings(&self, tally: &Tally) -> Vec<Finding> {
        let told = |code: &str, count: usize| {
            let finding = Finding::new(code, Severity::Warning, Locus::default()).with("count", count);
            (count > 0).then_some(finding)
        };
        let homeless = self.gazetteer.all.iter().filter(|panchayat| panchayat.district.is_none()).count();
        let unplaced = told("COV-201", tally.unplaced.len()).map(|one| one.with("all", tally.societies));
        unplaced.into_iter().chain(told("COV-202", homeless)).collect()
    }
}

/// A panchayat's name in the reader's language, as far as it has one.
fn panchayat_name(panchayat: &Panchayat, language: Language) -> &str {
    let [first, second] = match language {
        Language::Hi => [&panchayat.name_hi, &panchayat.name_en],
        Language::En => [&panchayat.name_en, &panchayat.name_hi],
    };
    if first.is_empty() { second } else { first }
}

impl Compute {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut known = self.of.read(office)?;
        let tally = known.tally();
        let counted = known.counts(&tally, self.by);
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("panchayats", "Panchayats", "पंचायतें"),
            ("covered", "Covered", "आच्छादित"),
            ("doubtful", "Doubtful", "संदिग्ध"),
            ("uncovered", "Uncovered", "अनाच्छादित"),
        ]);
        let (mut rows, mut sum) = (Vec::new(), Counts::default());
        for ((district, block), counts) in &counted {
            let numbers = [counts.all, counts.covered, counts.doubtful, counts.uncovered].map(Value::count);
            let [all, covered, doubtful, uncovered] = numbers;
            let code = |code: &Option<i64>| code.map_or(Value::Empty, Value::Integer);
            rows.push([code(district), code(block), all.clone(), covered.clone(), doubtful.clone(), uncovered.clone()]);
            let block = if self.by == By::Block { known.cell(console, Level::Block, *block) } else { Value::Empty };
            listing.push([known.cell(console, Level::District, *district), block, all, covered, doubtful, uncovered]);
            sum.all += counts.all;
            sum.covered += counts.covered;
            sum.doubtful += counts.doubtful;
            sum.uncovered += counts.uncovered;
        }
        let print = self.print || papers::is_for_paper(office);
        let label = known.kind.label.clone();
        let files = if print {
            papers::made(office, console, &known.register, ("coop-register coverage compute", &[]), |ground| {
                name_places(&known, counted.iter().map(|(place, _)| *place), ground);
                let mut report = coverage::counts(label, &rows, ground);
                report.key = format!("{}-{}", report.key, known.kind.code);
                report
            })?
        } else {
            Vec::new()
        };
        if console.format() == Format::Json {
            console.data(
                "coverage",
                serde_json::json!({
                    "kind": known.kind.code, "societies": tally.societies, "unplaced": tally.unplaced.len(),
                    "panchayats": sum.all, "covered": sum.covered, "doubtful": sum.doubtful,
                    "uncovered": sum.uncovered, "closes": sum.closes(), "places": listing.to_json(), "files": files,
                }),
            );
        } else if !print {
            console.listing("coverage", &listing);
        }
        for file in &files {
            console.say(file);
        }
        let Counts { all, covered, doubtful, uncovered } = sum;
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{covered} आच्छादित + {doubtful} संदिग्ध + {uncovered} अनाच्छादित = {all} पंचायतें"),
            _ => format!("{covered} covered + {doubtful} doubtful + {uncovered} uncovered = {all} panchayats"),
        });
        let findings = known.findings(&tally);
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }
}

/// Names of the districts and blocks of a paper.
fn name_places(
    known: &Known,
    places: impl Iterator<Item = Place>,
    ground: &mut coop_registry::reports::ground::Ground,
) {
    for (district, block) in places {
        if let Some(code) = district {
            ground.names.add("district", code, known.name(Level::District, district));
        }
        if let Some(code) = block {
            ground.names.add("block", code, known.name(Level::Block, block));
        }
    }
}

impl Uncovered {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut known = self.of.read(office)?;
        let tally = known.tally();
        if self.unplaced {
            return unplaced(console, &known, &tally);
        }
        let wanted = if self.doubtful { Standing::Doubtful } else { Standing::Uncovered };
        let mut listing = Listing::new([
            ("code", "Panchayat code", "पंचायत कोड"),
            ("panchayat", "Panchayat", "पंचायत"),
            ("block", "Block", "प्रखंड"),
            ("district", "District", "जिला"),
            ("societies", "May be covered by", "संभावित समितियाँ"),
            ("society", "Society", "समिति"),
            ("why", "Why doubtful", "संदेह क्यों"),
            ("phrase", "Words that decided", "निर्णायक शब्द"),
        ]);
        for (panchayat, stands) in known.gazetteer.all.iter().zip(&tally.stands) {
            let fits = stands.standing == wanted
                && known.is_asked(panchayat)
                && self.block.is_none_or(|block| panchayat.block == Some(block));
            if !fits {
                continue;
            }
            let first = stands.kept.first();
            let why = first.map(|kept| (kept.why.key(), why_words(kept.why)));
            listing.push([
                Value::Integer(panchayat.code),
                Value::text(panchayat_name(panchayat, console.language())),
                known.cell(console, Level::Block, panchayat.block),
                known.cell(console, Level::District, panchayat.district),
                Value::count(stands.doubtful),
                first.map_or(Value::Empty, |kept| Value::text(&known.societies[kept.society].id)),
                why.map_or(Value::Empty, |(code, label)| Value::text(word(console, code, &label))),
                first.map_or(Value::Empty, |kept| Value::text(&kept.phrase)),
            ]);
        }
        if console.is_for_people() && !self.doubtful {
            listing.columns.truncate(4);
            listing.rows.iter_mut().for_each(|row| row.truncate(4));
        }
        let count = listing.rows.len();
        console.listing("coverage-uncovered", &listing);
        console.note(match (self.doubtful, console.pick("en", "hi")) {
            (true, "hi") => format!("{count} संदिग्ध पंचायतें; आच्छादित नहीं गिनी गईं"),
            (true, _) => format!("{count} doubtful panchayats; none of them counts as covered"),
            (false, "hi") => format!("{count} अनाच्छादित पंचायतें"),
            (false, _) => format!("{count} uncovered panchayats"),
        });
        Ok(Exit::Done)
    }
}

fn unplaced(console: &mut Console, known: &Known, tally: &Tally) -> Result<Verdict, CommandError> {
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("district", "District", "जिला"),
        ("area", "Area of operation", "कार्यक्षेत्र"),
    ]);
    for society in tally.unplaced.iter().filter_map(|at| known.societies.get(*at)) {
        if known.district.is_some() && society.district != known.district {
            continue;
        }
        listing.push([
            Value::text(&society.id),
            Value::text(&society.reg_no),
            Value::text(&society.name),
            known.cell(console, Level::District, society.district),
            Value::text(&society.area),
        ]);
    }
    console.listing("coverage-unplaced", &listing);
    Ok(Exit::Done)
}

/// Why, for people.
fn why_words(why: Why) -> Label {
    let (en, hi) = match why {
        Why::Named => ("named as a panchayat", "पंचायत के रूप में नामित"),
        Why::Spelling => {
            ("named in another spelling or script, one in the block", "भिन्न वर्तनी या लिपि में नामित, प्रखंड में एक")
        }
        Why::WholeBlock => ("all of its block", "पूरा प्रखंड"),
        Why::WholeDistrict => ("all of its district", "पूरा जिला"),
        Why::OnlyDistrict => ("another spelling, and the block is not known", "भिन्न वर्तनी, और प्रखंड ज्ञात नहीं"),
        Why::Anywhere => ("neither block nor district is known", "न प्रखंड ज्ञात, न जिला"),
        Why::OtherBlock => ("the name is that of another block's panchayat", "यह नाम दूसरे प्रखंड की पंचायत का है"),
        Why::Several => ("several panchayats have the name", "इस नाम की कई पंचायतें"),
        Why::Near => {
            ("the name is only near, or part of several written together", "नाम केवल मिलता-जुलता, या साथ लिखे नामों का भाग")
        }
        Why::Village => ("a village of that name is told", "इस नाम का ग्राम लिखा है"),
        Why::LevelUnsaid => ("not said whether panchayat or village", "पंचायत है या ग्राम, नहीं लिखा"),
        Why::Seat => ("only its seat is there", "केवल मुख्यालय वहाँ है"),
        Why::MaybeExcepted => ("all but some, and which is not certain", "कुछ को छोड़कर सभी, और कौन-सी निश्चित नहीं"),
        Why::Excepted => ("excepted", "छोड़ी गई"),
    };
    Label { en: en.into(), hi: hi.into() }
}
