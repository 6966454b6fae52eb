//! Lines of the day and of the activities of a PACS: times joined to their day, and what cannot be true of such a line.

use super::RowCleaner;
use crate::{
    catalogue::Activity,
    mapping::ReadRow,
    migrate::record::Record,
    model::{Finding, Language, Severity, Value},
};

impl RowCleaner<'_> {
    /// A time of day alone is that of the day its row speaks of.
    pub(super) fn join_times(&self, record: &mut Record) {
        for field in &self.table.fields {
            let Some(day) = field.time_of.as_ref().and_then(|key| record.get(self.table, key)?.as_date()) else {
                continue;
            };
            let Some(no) = self.table.field_no(&field.key) else { continue };
            let fact = record.facts.iter_mut().find(|(known, _)| *known == no);
            if let Some((_, Value::Text(time))) = fact.filter(|(_, value)| value.as_text().is_some_and(is_time)) {
                *time = format!("{day} {time}");
            }
        }
    }
    /// What a line of these registers cannot say; other registers are not looked at.
    pub(super) fn check_programme(&self, row: &ReadRow, record: &mut Record) {
        match self.table.name.as_str() {
            "pacs_day" => self.check_day(row, record),
            "pacs_activity" => self.check_activity(row, record),
            _ => {}
        }
    }
    fn told(&self, code: &str, severity: Severity, row: &ReadRow, fields: &[&str]) -> Finding {
        let column = fields.iter().find_map(|field| self.cell_of(row, field)).map_or(0, |cell| cell.column);
        Finding::new(code, severity, self.place(row.number, column))
    }
    fn check_day(&self, row: &ReadRow, record: &mut Record) {
        let moment = |key: &str| record.get(self.table, key).and_then(Value::as_text).map(str::to_owned);
        let (opened, closed) = (moment("opened_at"), moment("closed_at"));
        let day = record.get(self.table, "day").and_then(Value::as_date).map(|day| day.to_string());
        let mut found = Vec::new();
        if let Some((opened, closed)) = opened.as_ref().zip(closed.as_ref()).filter(|(o, c)| is_before(c, o)) {
            let finding = self.told("PRG-001", Severity::Error, row, &["closed_at", "day"]);
            found.push(finding.with("opened", opened).with("closed", closed));
        }
        // Closing after midnight is late; opening on another day is another day.
        if let Some((opened, day)) = opened.as_ref().zip(day.as_ref()).filter(|(opened, day)| !opened.starts_with(*day))
        {
            let finding = self.told("PRG-005", Severity::Error, row, &["opened_at", "day"]);
            found.push(finding.with("opened", opened).with("day", day));
        }
        if let (None, Some(closed), false) = (&opened, &closed, record.rejected) {
            found.push(self.told("PRG-006", Severity::Warning, row, &["closed_at", "day"]).with("closed", closed));
        }
        let entries = record.get(self.table, "entries").and_then(Value::as_integer).unwrap_or(0);
        // A time that reads badly has its own finding.
        if entries > 0 && opened.is_none() && closed.is_none() && !record.rejected {
            found.push(self.told("PRG-008", Severity::Warning, row, &["entries", "day"]).with("entries", entries));
        }
        found.extend(self.below_zero(row, record));
        found.extend(self.class_fault(row, record, &self.desk.activities.day_classes, "PRG-002"));
        found.into_iter().for_each(|finding| record.find(finding, &self.wishes.accepted));
    }
    fn check_activity(&self, row: &ReadRow, record: &mut Record) {
        let Some(activity) =
            record.get(self.table, "activity").and_then(Value::as_text).and_then(|code| self.desk.activities.get(code))
        else {
            return;
        };
        let has = |key: &str| record.get(self.table, key).is_some();
        let mut found = Vec::new();
        for key in Activity::FIELDS.into_iter().filter(|key| has(key) && activity.figure(key).is_none()) {
            let known = |label: fn(&crate::model::Label) -> &str| {
                activity.figures.iter().map(|figure| label(&figure.label)).collect::<Vec<_>>().join(", ")
            };
            let field = self.table.field(key).map(|field| field.label.clone()).unwrap_or_default();
            let finding = self.told("PRG-011", Severity::Error, row, &[key, "month"]);
            let finding = finding.with("activity", &activity.label.hi).with("activity_en", &activity.label.en);
            let finding = finding.with("field", field.hi).with("field_en", field.en);
            found.push(finding.with("known", known(|label| &label.hi)).with("known_en", known(|label| &label.en)));
        }
        // A figure that reads badly has its own finding already.
        if !record.rejected && !activity.figures.iter().any(|figure| has(&figure.field)) {
            let finding = self.told("PRG-012", Severity::Error, row, &["activity", "month"]);
            found.push(finding.with("activity", &activity.label.hi).with("activity_en", &activity.label.en));
        }
        found.extend(self.below_zero(row, record));
        if !activity.classes.is_empty() {
            found.extend(self.class_fault(row, record, &activity.classes, "PRG-013"));
        }
        found.into_iter().for_each(|finding| record.find(finding, &self.wishes.accepted));
    }
    /// A count or a sum of a day or month is never below zero.
    fn below_zero(&self, row: &ReadRow, record: &Record) -> Vec<Finding> {
        let below = |key: &&str| record.get(self.table, key).and_then(Value::as_integer).is_some_and(|n| n < 0);
        let keys = ["entries"].into_iter().chain(Activity::FIELDS).filter(below);
        let finding = |key: &str| {
            let field = self.table.field(key).map(|field| field.label.clone()).unwrap_or_default();
            let finding = self.told("PRG-007", Severity::Error, row, &[key, "society"]);
            finding.with("field", field.hi).with("field_en", field.en)
        };
        keys.map(finding).collect()
    }
    fn class_fault(&self, row: &ReadRow, record: &Record, classes: &[String], code: &str) -> Option<Finding> {
        let society = self.societies.get(record.get(self.table, "society")?.as_text()?)?;
        if classes.contains(&society.class) {
            return None;
        }
        let finding = self.told(code, Severity::Error, row, &["society_no", "society"]);
        let name = society.names.iter().find(|name| !name.is_empty());
        let mut finding = finding.with("society", name.unwrap_or(&society.reg_no)).with("id", &society.id);
        for (language, class, wanted) in [(Language::Hi, "class", "wanted"), (Language::En, "class_en", "wanted_en")] {
            let label = |code| self.desk.codes.label("society_class", code, language);
            let own = if society.class.is_empty() { "–" } else { label(&society.class) };
            let all: Vec<&str> = classes.iter().map(|code| label(code)).collect();
            finding = finding.with(class, own).with(wanted, all.join(", "));
        }
        Some(finding)
    }
}

fn is_time(text: &str) -> bool {
    text.len() == 5 && text.as_bytes()[2] == b':'
}

/// Does one moment lie before another? Days without a time of day are told apart by the day alone.
fn is_before(one: &str, other: &str) -> bool {
    let day = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    match (one.len() > 10, other.len() > 10) {
        (true, true) => one < other,
        _ => day(one) < day(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_before_another_by_its_day_and_by_its_time_where_both_have_one() {
        assert!(is_before("2026-11-02 09:59", "2026-11-02 10:00"));
        assert!(!is_before("2026-11-02", "2026-11-02 10:00") && is_before("2026-11-01", "2026-11-02 10:00"));
        assert!(!is_before("2026-11-03 00:20", "2026-11-02 10:00"));
    }
}
