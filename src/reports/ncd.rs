//! Papers of the National Cooperative Database: the ranking of a sector, and the account of agreement with its listing.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, district_column, list, summary},
};
use crate::model::{CooperativeYear, Label, Value};

/// A head of the frame with its marks.
#[derive(Clone, Debug, Default)]
pub struct HeadLine {
    /// Name.
    pub head: Label,
    /// Marks, thousandths.
    pub marks: i64,
    /// Where they come from and how they were seen.
    pub origin: Label,
}

/// A society ranked.
#[derive(Clone, Debug, Default)]
pub struct RankLine {
    /// Identity.
    pub society: String,
    /// Name.
    pub name: Label,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// LGD code of the block.
    pub block: Option<i64>,
    /// Ranks within the State, the district, the block.
    pub ranks: [Option<u64>; 3],
    /// Marks by head, thousandths.
    pub heads: Vec<i64>,
    /// Marks in all, those lost for missing data, those lost for performance; thousandths.
    pub marks: [i64; 3],
}

/// A ranking.
#[derive(Clone, Debug, Default)]
pub struct RankingPaper {
    /// Sector.
    pub sector: Label,
    /// The sector's name in the file.
    pub key: String,
    /// Year of the returns.
    pub fy: String,
    /// Place the list is headed by: 0 the State, 1 the district, 2 the block.
    pub level: usize,
    /// Heads with their marks.
    pub heads: Vec<HeadLine>,
    /// Societies in the order of the list.
    pub rows: Vec<RankLine>,
    /// Remarks: what was left out, what is not verified.
    pub remarks: Vec<Label>,
}

fn code(code: Option<i64>) -> Value {
    code.map_or(Value::Empty, Value::Integer)
}

/// Builds the ranking.
pub fn ranking(paper: &RankingPaper, ground: &Ground) -> Report {
    let mut report = ground.report("ncd_ranking");
    report.key = format!("{}-{}", report.key, paper.key);
    report.preamble.push(Phrase::Both(Label {
        en: format!("{} · {}", paper.sector.en, paper.fy),
        hi: format!("{} · {}", paper.sector.hi, paper.fy),
    }));
    let columns = vec![
        Column::new("ncd_head", ColumnKind::Wording),
        Column::new("ncd_marks", ColumnKind::Quantity).totalled(),
        Column::new("ncd_origin", ColumnKind::Wording),
    ];
    let mut rows = Vec::new();
    for head in &paper.heads {
        let name = report.say(head.head.clone());
        let origin = report.say(head.origin.clone());
        rows.push(vec![name, Value::Quantity(head.marks), origin]);
    }
    report.sections.push(summary("ncd_heads", columns, rows));
    let mut columns = vec![Column::new("ncd_rank", ColumnKind::Integer)];
    columns.push(Column::new("society", ColumnKind::Code("society".into())));
    columns.push(district_column());
    columns.push(Column::new("ncd_block", ColumnKind::Code("block".into())));
    let mut others = Vec::new();
    for (level, key) in ["ncd_rank_state", "ncd_rank_district", "ncd_rank_block"].into_iter().enumerate() {
        if level != paper.level {
            columns.push(Column::new(key, ColumnKind::Integer));
            others.push(level);
        }
    }
    for (at, head) in paper.heads.iter().enumerate() {
        columns.push(Column::new(&format!("head_{}", at + 1), ColumnKind::Quantity).headed(head.head.clone()));
    }
    for key in ["ncd_total", "ncd_missing", "ncd_performance"] {
        columns.push(Column::new(key, ColumnKind::Quantity));
    }
    let rank = |rank: Option<u64>| rank.map_or(Value::Empty, Value::count);
    let mut rows = Vec::with_capacity(paper.rows.len());
    for row in &paper.rows {
        report.names.add("society", &row.society, row.name.clone());
        let own = row.ranks.get(paper.level).copied().flatten();
        let mut line = vec![rank(own), Value::text(&row.society), code(row.district), code(row.block)];
        line.extend(others.iter().map(|level| rank(row.ranks[*level])));
        line.extend(row.heads.iter().chain(&row.marks).map(|marks| Value::Quantity(*marks)));
        rows.push(line);
    }
    let group_by = [None, Some(2), Some(3)][paper.level.min(2)];
    report.sections.push(list("ncd_ranking", columns, rows, group_by));
    report.notes.push(Phrase::key("note.ncd_ranking"));
    report.notes.extend(paper.remarks.iter().cloned().map(Phrase::Both));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// A file that was compared.
#[derive(Clone, Debug, Default)]
pub struct FileLine {
    /// What it is.
    pub what: Label,
    /// Its name.
    pub file: String,
    /// Rows.
    pub rows: u64,
    /// SHA-256 in hexadecimal figures.
    pub sha256: String,
}

/// An account of agreement.
#[derive(Clone, Debug, Default)]
pub struct AgreementPaper {
    /// Year of the accounts, where one was asked for.
    pub fy: Option<CooperativeYear>,
    /// The files.
    pub files: Vec<FileLine>,
    /// Societies: how they stand, how many.
    pub societies: Vec<(Label, u64)>,
    /// Answers: how they stand, how many.
    pub answers: Vec<(Label, u64)>,
    /// Questions: answers the same on both sides, answers that differ.
    pub questions: Vec<(Label, u64, u64)>,
    /// Is everything the same?
    pub whole: bool,
}

/// Builds the account.
pub fn agreement(paper: &AgreementPaper, ground: &Ground) -> Report {
    let mut report = ground.report("ncd_agreement");
    if !paper.whole {
        // A certificate is no place for what does not agree.
        report.title = Phrase::key("title.ncd_comparison");
    }
    report.preamble.push(Phrase::key(if paper.whole { "note.ncd_agreed" } else { "note.ncd_not_agreed" }));
    if let Some(fy) = paper.fy {
        report.preamble.push(Phrase::key("note.ncd_year").with("fy", Value::text(fy.to_string())));
    }
    let columns = vec![
        Column::new("ncd_file", ColumnKind::Wording),
        Column::new("ncd_file_name", ColumnKind::Text),
        Column::new("ncd_rows", ColumnKind::Integer),
        Column::new("ncd_sha256", ColumnKind::Text),
    ];
    let mut rows = Vec::new();
    for file in &paper.files {
        let what = report.say(file.what.clone());
        rows.push(vec![what, Value::text(&file.file), Value::count(file.rows), Value::text(in_groups(&file.sha256))]);
    }
    report.sections.push(summary("ncd_files", columns, rows));
    for (key, lines) in [("ncd_societies", &paper.societies), ("ncd_answers", &paper.answers)] {
        let columns = vec![
            Column::new("ncd_standing", ColumnKind::Wording),
            Column::new("ncd_count", ColumnKind::Integer).totalled(),
        ];
        let mut rows = Vec::new();
        for (standing, count) in lines {
            rows.push(vec![report.say(standing.clone()), Value::count(*count)]);
        }
        report.sections.push(summary(key, columns, rows));
    }
    let columns = vec![
        Column::new("ncd_question", ColumnKind::Wording),
        Column::new("ncd_same", ColumnKind::Integer).totalled(),
        Column::new("ncd_differ", ColumnKind::Integer).totalled(),
    ];
    let mut rows = Vec::new();
    for (question, same, differ) in &paper.questions {
        rows.push(vec![report.say(question.clone()), Value::count(*same), Value::count(*differ)]);
    }
    report.sections.push(summary("ncd_questions", columns, rows));
    report.notes.push(Phrase::key("note.ncd_proof"));
    report.signature = Some(Phrase::key("word.ncd_signature"));
    report
}

/// A fingerprint in groups of eight figures: a line of paper breaks between them.
fn in_groups(sha256: &str) -> String {
    let figures: Vec<char> = sha256.chars().collect();
    figures.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, reports::Origin};

    fn ground() -> Ground {
        Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap()
    }

    #[test]
    fn a_ranking_is_headed_by_its_place_and_the_marks_of_the_heads_are_the_whole() {
        let heads = [60_000, 40_000].map(|marks| HeadLine { marks, ..HeadLine::default() });
        let row =
            RankLine { society: "S-1".into(), heads: vec![50_000, 40_000], ranks: [Some(1); 3], ..RankLine::default() };
        for (level, group_by) in [(0, None), (1, Some(2)), (2, Some(3))] {
            let paper =
                RankingPaper { level, heads: heads.to_vec(), rows: vec![row.clone()], ..RankingPaper::default() };
            let report = ranking(&paper, &ground());
            report.check_shape().unwrap();
            assert_eq!(report.sections[0].table.total(1), Some(100_000));
            assert_eq!(report.sections[1].table.group_by, group_by);
        }
    }

    #[test]
    fn an_account_says_whether_all_is_agreed_and_names_the_fingerprints() {
        let file = FileLine { sha256: "ab".repeat(32), rows: 3, ..FileLine::default() };
        let paper = AgreementPaper { files: vec![file], whole: true, ..AgreementPaper::default() };
        let report = agreement(&paper, &ground());
        report.check_shape().unwrap();
        assert_eq!(report.preamble[0], Phrase::key("note.ncd_agreed"));
        assert_eq!(report.sections[0].table.rows[0][3].as_text().map(str::len), Some(64 + 7));
    }
}
