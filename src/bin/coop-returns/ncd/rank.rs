//! `ncd rank`.

use super::Known;
use clap::ValueEnum;
use coop_registry::{
    branches::ncd::{Frame, PlaceCodes, Ranked, Ranking, Weights, by_place, rank},
    catalogue::{Level, Seen},
    cli::{Column, CommandError, Console, Exit, Format, Listing, Office, Verdict, papers},
    model::{Finding, Findings, Label, Language, Locus, Severity, Value},
    register::ReadRegister as _,
    reports::ncd::{HeadLine, RankLine, RankingPaper, ranking},
};
use serde_json::json;

/// Rank the societies of a sector by the frame of the database
#[derive(clap::Args)]
pub struct Rank {
    /// Sector: pacs, dairy, fishery, ucb, housing, credit_thrift, khadi, or an NCD code
    #[arg(long)]
    sector: String,
    /// The list by which place; ranks within all three are always shown
    #[arg(long, value_enum, default_value = "state")]
    by: By,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

/// By which place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Block
    Block,
    /// District
    District,
    /// State
    State,
}

impl By {
    /// The place's position in the ranks.
    fn level(self) -> usize {
        match self {
            Self::State => 0,
            Self::District => 1,
            Self::Block => 2,
        }
    }
}

impl Rank {
    /// Ranks, lists, and prints where a paper is asked for.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let frame = super::frame(office)?;
        let (key, sector) = super::sector(&frame, &self.sector)?;
        let weights = super::weights(&frame, fy)?;
        let known = Known::load(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let district = super::district(office, self.district.as_deref())?;
        let places = super::places(office, &register)?;
        let progress = console.progress(console.pick("societies", "समितियाँ"), register.count("society", moment)?);
        let set = &mut |done| progress.set(done);
        let made = rank(&register, &known.form, &frame, &weights, key, fy, moment, &places, set)?;
        drop(progress);
        let level = self.by.level();
        let asked = |row: &&Ranked| district.is_none() || row.district == district;
        let groups = by_place(&made.rows, level);
        let rows: Vec<&Ranked> = groups.into_iter().flat_map(|(_, rows)| rows).filter(asked).collect();
        let findings = findings(&made, &frame, sector.seen);
        let label = Label { en: sector.en.clone(), hi: sector.hi.clone() };
        let print = self.print || papers::is_for_paper(office);
        let files = if print {
            let remarks = findings.iter().map(|finding| told(console, finding)).collect();
            let paper = RankingPaper {
                sector: label.clone(),
                key: key.to_owned(),
                fy: fy.to_string(),
                level,
                heads: head_lines(&frame, &weights),
                rows: rows.iter().map(|row| rank_line(row)).collect(),
                remarks,
            };
            papers::made(office, console, &register, ("coop-returns ncd rank", &[]), |ground| {
                super::name_places(&places.places, rows.iter().map(|row| (row.district, row.block)), ground);
                ranking(&paper, ground)
            })?
        } else {
            Vec::new()
        };
        let listing = listing(console, &frame, &places, &rows);
        if console.format() == Format::Json {
            let heads: Vec<_> = frame.heads.iter().zip(&weights.marks).zip(&weights.origins).map(|((head, marks), origin)| {
                json!({ "head": head.code, "marks": marks, "origin": origin.in_language(console.language()) })
            }).collect();
            console.data(
                "ncd-rank",
                json!({
                    "sector": key, "fy": fy, "by": format!("{:?}", self.by).to_lowercase(), "heads": heads,
                    "rows": listing.to_json(), "count": rows.len(), "not_at_work": made.not_at_work,
                    "other_tier": made.other_tier, "no_sector": made.no_sector,
                    "without_return": made.rows.iter().filter(|row| !row.filed).count(), "files": files,
                }),
            );
        } else if !print {
            console.listing("ncd-rank", &listing);
        }
        for file in &files {
            console.say(file);
        }
        let (count, name) = (rows.len(), label.in_language(console.language()));
        console.note(match console.language() {
            Language::En => format!("{name} {fy}: {count} societies ranked"),
            Language::Hi => format!("{name} {fy}: {count} समितियों की रैंकिंग"),
        });
        console.findings(&findings);
        Ok(if findings.iter().any(|finding| finding.severity == Severity::Error) {
            Exit::Findings
        } else {
            console.verdict(&findings)
        })
    }
}

/// A finding in both languages.
fn told(console: &Console, finding: &Finding) -> Label {
    let said = |language| console.texts().finding(finding, language);
    Label { en: said(Language::En), hi: said(Language::Hi) }
}

/// What is to be known of a ranking.
fn findings(made: &Ranking, frame: &Frame, seen: Seen) -> Findings {
    let without = made.rows.iter().filter(|row| !row.filed).count() as u64;
    let told = |code: &str, severity, count: u64| {
        (count > 0).then(|| Finding::new(code, severity, Locus::default()).with("count", count))
    };
    let mut findings: Findings = [
        told("NCD-030", Severity::Warning, without).map(|finding| finding.with("all", made.rows.len())),
        told("NCD-031", Severity::Warning, made.no_sector),
        told("NCD-005", Severity::Info, made.sector_of_class),
        told("NCD-032", Severity::Info, made.not_at_work),
        told("NCD-033", Severity::Info, made.other_tier),
    ]
    .into_iter()
    .flatten()
    .collect();
    findings.push(Finding::new("NCD-034", Severity::Info, Locus::default()).with("count", frame.criteria.len()));
    if seen != Seen::Text {
        findings.push(Finding::new("NCD-035", Severity::Info, Locus::default()));
    }
    findings
}

/// The heads with their marks, for the paper.
fn head_lines(frame: &Frame, weights: &Weights) -> Vec<HeadLine> {
    let heads = frame.heads.iter().zip(&weights.marks).zip(&weights.origins);
    heads
        .map(|((head, marks), origin)| HeadLine { head: head.label.clone(), marks: *marks, origin: origin.clone() })
        .collect()
}

fn rank_line(row: &Ranked) -> RankLine {
    RankLine {
        society: row.society.clone(),
        name: row.name.clone(),
        district: row.district,
        block: row.block,
        ranks: row.ranks,
        heads: row.heads.iter().map(|head| head.given).collect(),
        marks: [row.total.given, row.total.missing, row.total.performance],
    }
}

fn listing(console: &Console, frame: &Frame, places: &PlaceCodes, rows: &[&Ranked]) -> Listing {
    let mut columns: Vec<Column> = [
        ("rank_state", "Rank: State", "स्थान: राज्य"),
        ("rank_district", "Rank: district", "स्थान: जिला"),
        ("rank_block", "Rank: block", "स्थान: प्रखंड"),
        ("society", "Society", "समिति"),
        ("name", "Name", "नाम"),
        ("district", "District", "जिला"),
        ("block", "Block", "प्रखंड"),
    ]
    .into_iter()
    .map(|(key, en, hi)| Column::new(key, en, hi))
    .collect();
    columns.extend(
        frame.heads.iter().map(|head| Column::new(head.code.clone(), head.label.en.clone(), head.label.hi.clone())),
    );
    for (key, en, hi) in [
        ("marks", "Marks", "अंक"),
        ("lost_missing", "Lost: missing data", "हानि: अनुपलब्ध आँकड़े"),
        ("lost_performance", "Lost: performance", "हानि: निष्पादन"),
        ("missing", "Missing", "अनुपलब्ध"),
    ] {
        columns.push(Column::new(key, en, hi));
    }
    let rank = |rank: Option<u64>| rank.map_or(Value::Empty, Value::count);
    // Marks of a society as decimals in every form: thousandths are the program's own.
    let marks = |thousandths: i64| Value::Quantity(thousandths);
    let rows = rows.iter().map(|row| {
        let mut line: Vec<Value> = row.ranks.iter().map(|at| rank(*at)).collect();
        line.push(Value::text(&row.society));
        line.push(Value::text(row.name.in_language(console.language())));
        line.push(super::place_cell(console, &places.places, Level::District, row.district));
        line.push(super::place_cell(console, &places.places, Level::Block, row.block));
        line.extend(row.heads.iter().map(|head| marks(head.given)));
        line.extend([row.total.given, row.total.missing, row.total.performance].map(marks));
        line.push(Value::text(missing_written(console, &row.lacking)));
        line
    });
    let rows = rows.collect();
    Listing { columns, rows, ..Listing::default() }
}

/// Lines missing: all of them for machines, the first few for people.
fn missing_written(console: &Console, lacking: &[String]) -> String {
    const SHOWN: usize = 3;
    if !console.is_for_people() || lacking.len() <= SHOWN {
        return lacking.join(", ");
    }
    format!("{} +{}", lacking[..SHOWN].join(", "), lacking.len() - SHOWN)
}
