//! A plain text becomes clauses.

use crate::{
    devanagari::{latin_digits, normalize},
    model::{Finding, Findings, Locus, Severity},
};
use std::collections::BTreeMap;

/// One clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// Its number as compared: Latin digits, `4(a)`; empty for what stands before the first clause.
    pub number: String,
    /// What stands beside the number on its line.
    pub title: String,
    /// What stands below, its lines joined by line ends.
    pub body: String,
    /// Line of its number, from 1.
    pub line: usize,
}

impl Clause {
    /// Title and body in one.
    pub fn whole(&self) -> String {
        match (self.title.is_empty(), self.body.is_empty()) {
            (true, _) => self.body.clone(),
            (_, true) => self.title.clone(),
            _ => format!("{}\n{}", self.title, self.body),
        }
    }
}

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its clauses in order; what stands before the first has no number.
    pub clauses: Vec<Clause>,
}

/// Words before the number of a clause; a text that uses them for one clause uses them for all.
const WORDS: [&str; 14] = [
    "clause",
    "bye-law",
    "byelaw",
    "bye law",
    "rule",
    "section",
    "article",
    "धारा",
    "खण्ड",
    "खंड",
    "उपविधि",
    "उप-विधि",
    "उपनियम",
    "नियम",
];

/// Words after a number that go on with a sentence: what begins so speaks of a clause and heads none.
const PARTICLES: [&str; 18] =
    ["के", "की", "का", "में", "से", "को", "पर", "तथा", "एवं", "और", "या", "of", "and", "or", "to", "is", "shall", "above"];

fn finding(code: &str, severity: Severity, file: &str) -> Finding {
    Finding::new(code, severity, Locus::file(file))
}

/// Reads a text. Errors among the findings say that it is none; all of them in one pass, each with its line.
pub fn read(bytes: &[u8], file: &str) -> (Text, Findings) {
    let mut findings = Vec::new();
    let lines = lines(bytes, file, &mut findings);
    let worded = lines.iter().any(|line| worded_heading(line).is_some());
    let mut clauses: Vec<Clause> = Vec::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut last: Option<String> = None;
    for (at, line) in lines.iter().enumerate() {
        let line_no = at + 1;
        let heading = if worded { worded_heading(line) } else { bare_heading(line) };
        let Some((number, title)) = heading else {
            if clauses.is_empty() && !line.is_empty() {
                clauses.push(Clause { line: line_no, ..Clause::default() });
            }
            if let Some(clause) = clauses.last_mut() {
                add_line(&mut clause.body, line);
            }
            continue;
        };
        // A list within a clause begins at 1 again: a bare number that does not go on is an item.
        let behind = |last: &&String| order(&number) < order(last) || number == **last;
        if let Some(last) = last.as_ref().filter(|last| !worded && behind(last)) {
            let item = finding("BYL-106", Severity::Warning, file).with("number", &number);
            findings.push(item.with("line", line_no).with("clause", last));
            if let Some(clause) = clauses.last_mut() {
                add_line(&mut clause.body, line);
            }
            continue;
        }
        if let Some(before) = first.get(&number) {
            let twice = finding("BYL-102", Severity::Error, file).with("number", &number);
            findings.push(twice.with("line", before).with("again", line_no));
        } else {
            first.insert(number.clone(), line_no);
            let expected = order(&number).first().copied().unwrap_or(0);
            let before = last.as_deref().and_then(|last| order(last).first().copied()).unwrap_or(0);
            if expected != before && expected != before + 1 {
                let gap = finding("BYL-105", Severity::Warning, file).with("number", &number).with("line", line_no);
                findings.push(gap.with("last", last.as_deref().unwrap_or("–")));
            }
            last = Some(number.clone());
        }
        clauses.push(Clause { number, title, body: String::new(), line: line_no });
    }
    for clause in &mut clauses {
        clause.body = clause.body.trim_end().to_owned();
    }
    if !clauses.iter().any(|clause| !clause.number.is_empty()) {
        findings.push(finding("BYL-101", Severity::Error, file));
    }
    for clause in clauses.iter().filter(|clause| clause.whole().is_empty()) {
        let empty = finding("BYL-104", Severity::Warning, file).with("number", &clause.number);
        findings.push(empty.with("line", clause.line));
    }
    (Text { clauses }, findings)
}

/// Lines as compared, single blanks between words; a line that is no text in UTF-8 is a fault.
fn lines(bytes: &[u8], file: &str, findings: &mut Findings) -> Vec<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut found = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(text) if !text.contains(['\0', '\u{FFFD}']) => found.push(normalize(text)),
            _ => {
                findings.push(finding("BYL-103", Severity::Error, file).with("line", at + 1));
                found.push(String::new());
            }
        }
    }
    found
}

fn add_line(body: &mut String, line: &str) {
    if body.is_empty() {
        body.push_str(line);
    } else {
        body.push('\n');
        body.push_str(line);
    }
}

/// `Clause 4(a): Area`, `धारा 3 कार्यक्षेत्र`: a word, a number, what is left.
fn worded_heading(line: &str) -> Option<(String, String)> {
    let lower = line.to_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word))?;
    // Lower case may take other bytes; the words themselves do not.
    let rest = line.get(word.len()..)?;
    let rest = rest.strip_prefix([' ', '.', '-', ':'])?.trim_start();
    let rest = ["no.", "No.", "संख्या", "सं.", "क्रमांक"].iter().find_map(|sign| rest.strip_prefix(sign)).unwrap_or(rest);
    let (number, rest) = number(rest.trim_start())?;
    // "धारा 3 के अधीन …" at the beginning of a line speaks of a clause; a heading ends, or has its title after a mark or a capital.
    let title = rest.trim_start();
    if title.split_whitespace().next().is_some_and(|word| PARTICLES.contains(&word)) {
        return None;
    }
    let marked = rest.is_empty() || title.starts_with(['.', ':', '-', '–', '—', '।', ')']);
    let short = title.split_whitespace().count() <= 8 && !title.ends_with(['।', '.', ',', ';']);
    (marked || short).then(|| (number, plain_title(title)))
}

/// `1. Name`, `१. नाम`, `4(a) Area`, `2.1 Area`: a number with a mark behind it, or one of several parts.
fn bare_heading(line: &str) -> Option<(String, String)> {
    let (number, rest) = number(line)?;
    let marked = rest.starts_with(['.', ':', '।', '-', '–', '—']);
    let parted = number.contains(['.', '(']) && (rest.is_empty() || rest.starts_with(' '));
    (marked || parted).then(|| (number, plain_title(rest)))
}

fn plain_title(text: &str) -> String {
    text.trim_start_matches([' ', '.', ':', '-', '–', '—', '।', ')']).trim().to_owned()
}

/// The number at the beginning of a text, `12`, `2.1`, `4(a)`, `4(क)`, and what follows.
fn number(text: &str) -> Option<(String, &str)> {
    let digits = |text: &str| {
        text.chars().take_while(|c| c.is_ascii_digit() || ('०'..='९').contains(c)).map(char::len_utf8).sum::<usize>()
    };
    let mut end = digits(text);
    // A year or a sum is no number of a clause.
    if end == 0 || latin_digits(text.get(..end)?).len() > 3 {
        return None;
    }
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('.')) {
        match digits(rest) {
            0 => break,
            more => end += 1 + more,
        }
    }
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('(')) {
        let Some(close) = rest.find(')').filter(|close| *close > 0 && rest[..*close].chars().count() <= 4) else {
            break;
        };
        end += 2 + close;
    }
    let (number, rest) = text.split_at_checked(end)?;
    Some((latin_digits(number).to_lowercase(), rest))
}

/// A number as it stands in order: its leading figures, point by point.
fn order(number: &str) -> Vec<u32> {
    let figures = number.split('(').next().unwrap_or_default();
    figures.split('.').filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, String)> {
        let (text, findings) = read(text.as_bytes(), "t");
        assert!(findings.iter().all(|finding| finding.severity < Severity::Error), "{findings:?}");
        text.clauses.into_iter().map(|clause| (clause.number, clause.title)).collect()
    }
    fn codes(bytes: &[u8]) -> Vec<String> {
        read(bytes, "t").1.into_iter().map(|finding| finding.code).collect()
    }
    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(number, title)| ((*number).to_owned(), (*title).to_owned())).collect()
    }

    #[test]
    fn a_clause_begins_with_a_number_in_either_script_with_or_without_a_word() {
        assert_eq!(numbers("\u{FEFF}1. Name\r\nthe society\r\n2. Area\r\n"), pairs(&[("1", "Name"), ("2", "Area")]));
        assert_eq!(
            numbers("१. नाम\n२. कार्यक्षेत्र\n२.१ ग्राम\n"),
            pairs(&[("1", "नाम"), ("2", "कार्यक्षेत्र"), ("2.1", "ग्राम")])
        );
        assert_eq!(
            numbers("उपविधियाँ\nधारा १: नाम\nपाठ\nधारा 2\nCLAUSE 3(A) - Area\n"),
            pairs(&[("", ""), ("1", "नाम"), ("2", ""), ("3(a)", "Area")])
        );
        assert_eq!(numbers("उपविधि सं. 4 – कोरम\nउपविधि 5 – मत\n"), pairs(&[("4", "कोरम"), ("5", "मत")]));
    }

    #[test]
    fn what_speaks_of_a_clause_is_none_and_lists_stay_within_theirs() {
        let text =
            "धारा 1\nनाम\nधारा 2\nधारा 1 के अधीन नाम बदलने पर सभी अभिलेखों में परिवर्तन किया जाएगा।\n1. पहला\n2. दूसरा\n";
        assert_eq!(numbers(text), pairs(&[("1", ""), ("2", "")]));
        let (text, findings) = read(b"1. Name\n2. Objects\n1. first\n2. second\n3. Area\n(a) one\n2025. a year\n", "t");
        assert_eq!(text.clauses.len(), 3, "{text:?}");
        assert_eq!(text.clauses[1].body, "1. first\n2. second");
        assert!(findings.iter().any(|finding| finding.code == "BYL-106"));
    }

    #[test]
    fn every_fault_is_told_with_its_line_in_one_pass() {
        assert_eq!(codes(b"no clause here\n"), ["BYL-101"]);
        assert_eq!(codes(b""), ["BYL-101"]);
        assert_eq!(codes(b"Clause 1\nx\nClause 3\ny\nClause 1\nz\nClause 4\n"), ["BYL-105", "BYL-102", "BYL-104"]);
        let (_, findings) = read(b"1. Name\n\xFFx\n2. Area\nabc\0\n", "t");
        let lines: Vec<&str> = findings.iter().map(|finding| finding.args[0].1.as_str()).collect();
        assert_eq!((lines, findings[0].code.as_str()), (vec!["2", "4"], "BYL-103"));
    }
}
