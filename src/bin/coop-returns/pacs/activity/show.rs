//! `pacs activity show`: figures added up by place or society, on the terminal and as a paper with a chart.

use super::{
    super::{in_district, society},
    kind, loaded,
};
use crate::period::Of;
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::pacs::{Figures, Society, Told, activities, figures_by, societies},
    catalogue::{self, Activities, Figure, Level},
    cli::{Column, CommandError, Console, Format, Listing, Office, Verdict, papers, place_names::PlaceNames},
    model::{Finding, Label, Language, Locus, Paise, Severity, Value},
    reports::{
        ColumnKind,
        pacs_activity::{ActivityRow, FigureColumn, build},
    },
};
use std::collections::BTreeMap;

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

/// The same as a column of the paper.
fn figure_column(figure: &Figure) -> FigureColumn {
    let kind = match figure.field.as_str() {
        "amount" => ColumnKind::Money,
        "quantity" => ColumnKind::Quantity,
        _ => ColumnKind::Integer,
    };
    FigureColumn { key: figure.field.clone(), heading: heading(figure), kind }
}

/// A place or a society of a line: its code for machines, its words, and what it is put in order by.
struct Named {
    code: Value,
    label: Label,
}

/// Where a line of the society is added: district, block, society as far as lines are for each.
type Key = (Option<i64>, Option<i64>, String);

/// Societies and places, and what is told of each kind.
struct Words<'a> {
    all: &'a Activities,
    known: &'a BTreeMap<String, Society>,
    places: &'a PlaceNames,
    by: Each,
}

impl Words<'_> {
    fn key(&self, id: &str) -> Key {
        let (district, block) = self.known.get(id).map_or((None, None), Society::place);
        match self.by {
            Each::District => (district, None, String::new()),
            Each::Block => (district, block, String::new()),
            Each::Society => (district, block, id.to_owned()),
        }
    }
    fn named(&self, (district, block, id): &Key) -> Named {
        match self.by {
            Each::District => Named { code: code(*district), label: self.places.label(Level::District, *district) },
            Each::Block => Named { code: code(*block), label: self.places.label(Level::Block, *block) },
            Each::Society => {
                let (name, reg_no) =
                    self.known.get(id).map(|one| (one.name.clone(), one.reg_no.as_str())).unwrap_or_default();
                let said = |name: &str| format!("{name} {reg_no}").trim().to_owned();
                Named { code: Value::text(id), label: Label { en: said(&name.en), hi: said(&name.hi) } }
            }
        }
    }
    /// The lines added up, places below each other, the kinds of each together.
    fn rows(&self, lines: &[Told], figures: &[Figure]) -> Vec<(Named, String, ActivityRow)> {
        let mut sums: Vec<((String, Key), Figures)> = figures_by(lines, |id| self.key(id)).into_iter().collect();
        sums.sort_by(|((a, at), _), ((b, there), _)| (at, a).cmp(&(there, b)));
        let row = |((activity, place), sum): ((String, Key), Figures)| {
            let kind = self.all.get(&activity);
            let figure = |figure: &Figure| {
                let at = catalogue::Activity::FIELDS.iter().position(|field| *field == figure.field).unwrap_or(0);
                let has = kind.is_none_or(|kind| kind.figure(&figure.field).is_some());
                if has { value_of(&figure.field, sum.sums[at]) } else { Value::Empty }
            };
            let named = self.named(&place);
            let row = ActivityRow {
                place: named.label.clone(),
                activity: kind.map(|kind| kind.label.clone()).unwrap_or_default(),
                societies: sum.societies.len() as u64,
                figures: figures.iter().map(figure).collect(),
            };
            (named, activity, row)
        };
        sums.into_iter().map(row).collect()
    }
}

impl Show {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
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
        let figures = columns(only);
        let words = Words { all: &all, known: &known, places: &places, by: self.by };
        let rows = words.rows(&lines, &figures);
        let listing = listing(console, self.by, &figures, &rows);
        let print = self.print || papers::is_for_paper(office);
        let files = if print {
            let said = vec![Label { en: format!("Period {period}"), hi: format!("अवधि {period}") }];
            let columns: Vec<FigureColumn> = figures.iter().map(figure_column).collect();
            let shown: Vec<ActivityRow> = rows.iter().map(|(.., row)| row.clone()).collect();
            let printed = |language| only.map(|kind| kind.basis.printed(language)).unwrap_or_default();
            let source = Label { en: printed(Language::En), hi: printed(Language::Hi) };
            let sources = only.map(|_| source).into_iter().collect();
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
