//! How late a date of a case may lie: beyond what binds an act is refused, beyond what is only compared that is told.

use super::{
    advance::Counter,
    case::Case,
    gate::{fault, named},
    law::cited,
    service::{ActDef, Latest},
};
use crate::{
    clocks::{Course, due},
    model::{Date, Findings, Severity, TableDef, Value},
};

impl Counter<'_> {
    /// Dates this act states that lie too late, as faults, and as warnings where the figure is a comparison.
    pub(super) fn too_late<'v>(
        &self,
        table: &TableDef,
        case: &'v Case,
        act: &ActDef,
        said: impl Fn(u16) -> Option<&'v Value>,
    ) -> (Findings, Findings) {
        let (mut faults, mut warnings, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        let of_act = self.service.latest.iter().filter(|latest| latest.acts.contains(&act.code));
        // Of several lines about one date the first that names the class counts.
        let of_class = |latest: &&Latest| latest.classes.is_empty() || latest.classes.contains(&case.class);
        for latest in of_act.filter(of_class) {
            if seen.contains(&latest.field) {
                continue;
            }
            seen.push(latest.field);
            let day = |no: u16| said(no).or_else(|| Some(case.value(no))).and_then(Value::as_date);
            let Some((day, from)) = day(latest.field).zip(day(latest.from)) else { continue };
            for (lines, binds) in [(&latest.lines, true), (&latest.compared, false)] {
                let line = self.law_of(case).and_then(|law| lines.get(law)).and_then(|id| self.law.clocks.get(id));
                let Some(line) = line else { continue };
                let in_force = self.law.in_force(line);
                let last: Option<Date> =
                    in_force.limit.and_then(|limit| due(&limit, &Course::from(from), &self.law.calendar));
                let Some(last) = last.filter(|last| day > *last) else { continue };
                let field = table.fields.get(usize::from(latest.field)).map(|field| field.label.clone());
                let field = field.unwrap_or_default();
                let basis = if binds { in_force.rests_on } else { cited(line) };
                let mut finding = fault(if binds { "CAS-171" } else { "CAS-271" }, &case.number);
                finding = named(finding, act).with("field", field.en).with("field_hi", field.hi).with("day", day);
                finding = finding.with("last", last).with("basis", basis.en).with("basis_hi", basis.hi);
                if binds {
                    faults.push(finding);
                } else {
                    finding.severity = Severity::Warning;
                    warnings.push(finding);
                }
            }
        }
        (faults, warnings)
    }
}
