//! `pacs activity`: what PACS do besides credit, by month.

use super::{import::Files, in_district, society};
use crate::period::Of;
use clap::{Args, Subcommand, ValueEnum};
use coop_registry::{
    branches::pacs::{Figures, Society, Told, activities, figures_by, societies},
    catalogue::{self, Activities, Figure, Level},
    cli::{Column, CommandError, Console, Exit, Format, Listing, Office, Verdict, papers, place_names::PlaceNames},
    model::{Finding, Label, Language, Locus, Paise, Severity, Value},
    reports::{
        ColumnKind,
        pacs_activity::{ActivityRow, FigureColumn, build},
    },
};
use std::collections::BTreeMap;

/// Activities by month
#[derive(Subcommand)]
pub enum Activity {
    /// Import a list of monthly figures; the same file again changes nothing
    Import(Import),
    /// Add up by district, block or society; --print or --format pdf,html,xlsx makes the paper with a chart
    Show(Show),
    /// The kinds of activity, their figures and units, and where they were seen
    Kinds,
}

/// A list.
#[derive(Args)]
pub struct Import {
    /// The activity, where the list has no column for it: csc, jan_aushadhi, storage, training, …
    #[arg(long, value_name = "KIND")]
    activity: Option<String>,
    /// The month, as 2025-12, where the list has no column for it
    #[arg(long, value_name = "MONTH")]
    month: Option<coop_registry::branches::targets::Period>,
    #[command(flatten)]
    files: Files,
}

/// What sums are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Each {
    /// Districts
    District,
    /// Blocks
    Block,
    /// Societies
    Society,
}

/// Sums.
#[derive(Args)]
pub struct Show {
    /// One line for each
    #[arg(long, value_enum, default_value = "district")]
    by: Each,
    /// Only this activity: csc, jan_aushadhi, storage, training, …
    #[arg(long, value_name = "KIND")]
    activity: Option<String>,
    #[command(flatten)]
    of: Of,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

fn loaded(office: &Office) -> Result<Activities, CommandError> {
    Ok(Activities::load(office.files()).map_err(|fault| vec![fault])?)
}

/// A kind by its code, hyphens as underscores; exit 2 with those there are.
fn kind<'a>(all: &'a Activities, asked: &str) -> Result<&'a catalogue::Activity, CommandError> {
    all.get(&asked.replace('-', "_")).ok_or_else(|| {
        let known: Vec<&str> = all.all.iter().map(|kind| kind.code.as_str()).collect();
        CommandError::new(Exit::Arguments, "error.programme.activity")
            .with("found", asked)
            .with("known", known.join(", "))
    })
}

impl Activity {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Import(verb) => {
                let all = loaded(office)?;
                let mut given = Vec::new();
                if let Some(asked) = &verb.activity {
                    given.push(format!("activity={}", kind(&all, asked)?.code));
                }
                given.extend(verb.month.map(|month| format!("month={}", month.from)));
                verb.files.import(office, console, ("coop-returns pacs activity import", "pacs_activity"), given)
            }
            Self::Show(verb) => verb.run(office, console),
            Self::Kinds => kinds(office, console),
        }
    }
}

fn kinds(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let mut listing = Listing::new([
        ("activity", "Activity", "गतिविधि"),
        ("name", "Name", "नाम"),
        ("figure", "Figure", "आँकड़ा"),
        ("label", "What it is", "क्या है"),
        ("unit", "Unit", "इकाई"),
        ("classes", "Of classes", "वर्ग"),
        ("basis", "Seen", "स्रोत"),
    ]);
    let language = console.language();
    for activity in &loaded(office)?.all {
        for figure in &activity.figures {
            listing.push([
                Value::text(&activity.code),
                Value::text(activity.label.in_language(language)),
                Value::text(&figure.field),
                Value::text(figure.label.in_language(language)),
                Value::text(figure.unit.in_language(language)),
                Value::text(activity.classes.join(" ")),
                Value::text(activity.basis.printed(language)),
            ]);
        }
    }
    console.listing("pacs-activity-kinds", &listing);
    Ok(Exit::Done)
}

/// A figure in its own kind of value.
fn value_of(field: &str, number: i64) -> Value {
    match field {
        "amount" => Value::Money(Paise(number)),
        "quantity" => Value::Quantity(number),
        _ => Value::Integer(number),
    }
}

/// Figures shown: those of the one kind, else one column for each there is.
fn columns(only: Option<&catalogue::Activity>) -> Vec<Figure> {
    if let Some(kind) = only {
        return kind.figures.clone();
    }
    let label = |en: &str, hi: &str| Label { en: en.into(), hi: hi.into() };
    let number = label("number", "संख्या");
    let figure = |field: &str, said: Label, unit: Label| Figure { field: field.into(), label: said, unit };
    vec![
        figure("number", label("Number", "संख्या"), number.clone()),
        figure("persons", label("Persons", "व्यक्ति"), number),
        figure("amount", label("Amount", "राशि"), label("Rs", "रुपये")),
        figure("quantity", label("Quantity", "मात्रा"), label("tonnes", "टन")),
    ]
}

fn heading(figure: &Figure) -> Label {
    let said = |label: &str, unit: &str| format!("{label} ({unit})");
    Label { en: said(&figure.label.en, &figure.unit.en), hi: said(&figure.label.hi, &figure.unit.hi) }
}

/// A place or a society of a line: its code for machines, its words, and what it is put in order by.
struct Named {
    code: Value,
    label: Label,
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let all = loaded(office)?;
        let only = self.activity.as_deref().map(|asked| kind(&all, asked)).transpose()?;
        let period = self.of.asked_or_year(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = PlaceNames::load(office)?;
        let asked = in_district(&places, self.district.as_deref())?;
        let one = self.society.as_deref().map(|named| society(office, &register, named)).transpose()?;
        let known = societies(&register, moment)?;
        let unknown = Society::default();
        let mut lines: Vec<Told> = Vec::new();
        activities(&register, (period.from, period.to), only.map(|kind| kind.code.as_str()), moment, &mut |told| {
            let within = asked(known.get(&told.society).unwrap_or(&unknown));
            if within && one.as_ref().is_none_or(|one| *one == told.society) {
                lines.push(told);
            }
        })?;
        let key = |id: &str| {
            let society = known.get(id).unwrap_or(&unknown);
            match self.by {
                Each::District => (society.district, None, String::new()),
                Each::Block => (society.district, society.block, String::new()),
                Each::Society => (society.district, society.block, id.to_owned()),
            }
        };
        let mut sums: Vec<((String, _), Figures)> = figures_by(&lines, key).into_iter().collect();
        // Places below each other, the kinds of each together.
        sums.sort_by(|((a, at), _), ((b, there), _)| (at, a).cmp(&(there, b)));
        let named = |(district, block, id): &(Option<i64>, Option<i64>, String)| match self.by {
            Each::District => Named { code: code(*district), label: places.label(Level::District, *district) },
            Each::Block => Named { code: code(*block), label: places.label(Level::Block, *block) },
            Each::Society => {
                let society = known.get(id).unwrap_or(&unknown);
                let said = |name: &str| format!("{name} {}", society.reg_no).trim().to_owned();
                Named { code: Value::text(id), label: Label { en: said(&society.name.en), hi: said(&society.name.hi) } }
            }
        };
        let figures = columns(only);
        let kind_label = |code: &str| all.get(code).map(|kind| kind.label.clone()).unwrap_or_default();
        let rows: Vec<(Named, String, ActivityRow)> = sums
            .iter()
            .map(|((activity, place), sum)| {
                let own = all.get(activity);
                let of_kind = |field: &str| own.is_none_or(|kind| kind.figure(field).is_some());
                let figure = |figure: &Figure| {
                    let at = catalogue::Activity::FIELDS.iter().position(|field| *field == figure.field).unwrap_or(0);
                    if of_kind(&figure.field) { value_of(&figure.field, sum.sums[at]) } else { Value::Empty }
                };
                let named = named(place);
                let row = ActivityRow {
                    place: named.label.clone(),
                    activity: kind_label(activity),
                    societies: sum.societies.len() as u64,
                    figures: figures.iter().map(figure).collect(),
                };
                (named, activity.clone(), row)
            })
            .collect();
        let listing = listing(console, self.by, &figures, &rows);
        let print = self.print || papers::is_for_paper(office);
        let files = if print {
            let said = vec![Label { en: format!("Period {period}"), hi: format!("अवधि {period}") }];
            let columns: Vec<FigureColumn> = figures
                .iter()
                .map(|figure| FigureColumn {
                    key: figure.field.clone(),
                    heading: heading(figure),
                    kind: match figure.field.as_str() {
                        "amount" => ColumnKind::Money,
                        "quantity" => ColumnKind::Quantity,
                        _ => ColumnKind::Integer,
                    },
                })
                .collect();
            let shown: Vec<ActivityRow> = rows.iter().map(|(.., row)| row.clone()).collect();
            let sources = only
                .into_iter()
                .map(|kind| Label { en: kind.basis.printed(Language::En), hi: kind.basis.printed(Language::Hi) });
            let sources = sources.collect();
            papers::made(office, console, &register, ("coop-returns pacs activity show", &[]), |ground| {
                places.name_ground(known.values().map(Society::place), ground);
                build(said, &columns, &shown, sources, ground)
            })?
        } else {
            Vec::new()
        };
        if console.format() == Format::Json {
            console.data(
                "pacs-activity",
                serde_json::json!({
                    "period": period.to_string(), "activity": only.map(|kind| &kind.code),
                    "rows": listing.to_json(), "count": listing.rows.len(), "files": files,
                }),
            );
        } else if !print {
            console.listing("pacs-activity", &listing);
        }
        files.iter().for_each(|file| console.say(file));
        let mut findings = Vec::new();
        if rows.is_empty() {
            let what = only
                .map_or_else(|| Label { en: "activities".into(), hi: "गतिविधियों".into() }, |kind| kind.label.clone());
            let finding = Finding::new("PRG-202", Severity::Warning, Locus::default()).with("period", period);
            findings.push(finding.with("scheme", what.hi).with("scheme_en", what.en));
        }
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }
}

fn listing(console: &Console, by: Each, figures: &[Figure], rows: &[(Named, String, ActivityRow)]) -> Listing {
    let place = match by {
        Each::District => Column::new("district", "District", "जिला"),
        Each::Block => Column::new("block", "Block", "प्रखंड"),
        Each::Society => Column::new("society", "Society", "समिति"),
    };
    let mut columns =
        vec![place, Column::new("activity", "Activity", "गतिविधि"), Column::new("societies", "Societies", "समितियाँ")];
    columns.extend(figures.iter().map(|figure| {
        let heading = heading(figure);
        Column::new(figure.field.clone(), heading.en, heading.hi)
    }));
    let mut listing = Listing { columns, ..Listing::default() };
    let (people, language) = (console.is_for_people(), console.language());
    for (named, activity, row) in rows {
        let word = |label: &Label| Value::text(label.in_language(language));
        let head = match people {
            true => [word(&named.label), word(&row.activity)],
            false => [named.code.clone(), Value::text(activity)],
        };
        listing
            .rows
            .push(head.into_iter().chain([Value::count(row.societies)]).chain(row.figures.iter().cloned()).collect());
    }
    if people && rows.len() > 1 {
        listing.rows.extend(totals(console, figures, rows));
    }
    listing
}

/// A line of sums for people, of each kind there is.
fn totals(console: &Console, figures: &[Figure], rows: &[(Named, String, ActivityRow)]) -> Vec<Vec<Value>> {
    let mut sums: BTreeMap<&str, (&Label, Vec<Option<i64>>)> = BTreeMap::new();
    for (_, activity, row) in rows {
        let (_, sums) = sums.entry(activity).or_insert_with(|| (&row.activity, vec![None; figures.len()]));
        for (sum, value) in sums.iter_mut().zip(&row.figures) {
            if let Some(number) = value.as_integer() {
                *sum = Some(sum.unwrap_or(0).saturating_add(number));
            }
        }
    }
    let line = |(label, sums): (&Label, Vec<Option<i64>>)| {
        let head = [
            Value::text(console.pick("Total", "योग")),
            Value::text(label.in_language(console.language())),
            Value::Empty,
        ];
        let value =
            |(figure, sum): (&Figure, Option<i64>)| sum.map_or(Value::Empty, |sum| value_of(&figure.field, sum));
        head.into_iter().chain(figures.iter().zip(sums).map(value)).collect()
    };
    sums.into_values().map(line).collect()
}

fn code(code: Option<i64>) -> Value {
    code.map_or(Value::Empty, Value::Integer)
}
