//! What time forbids: an act before its time has passed, and recording a silence that has not come to anything yet.

use super::{
    advance::Counter,
    case::Case,
    gate::{fault, named},
    running::running,
    service::ActDef,
};
use crate::{
    clocks::{Course, due},
    model::{Date, Findings, Label},
};

impl Counter<'_> {
    /// Why it is too early for an act on a day.
    pub(super) fn too_early(&self, case: &Case, act: &ActDef, on: Date) -> Findings {
        let mut faults = Findings::new();
        let law = self.law_of(case);
        for wait in self.service.waits.iter().filter(|wait| wait.act == act.code) {
            let line = law.and_then(|law| wait.lines.get(law)).and_then(|id| self.law.clocks.get(id));
            let since = case.steps.iter().rev().find(|step| step.act.as_ref() == Some(&wait.since));
            let (Some(line), Some(since)) = (line, since) else { continue };
            let in_force = self.law.in_force(line);
            let last = in_force.limit.and_then(|limit| due(&limit, &Course::from(since.on), &self.law.calendar));
            if let Some(last) = last.filter(|last| on <= *last) {
                let early = named(fault("CAS-152", &case.number), act).with("since", since.on).with("last", last);
                faults.push(early.with("basis", in_force.rests_on.en).with("basis_hi", in_force.rests_on.hi));
            }
        }
        if let Some((code, as_what)) = &act.records {
            let clocks = running(self.service, case, self.law, self.state, on);
            let clock = clocks.iter().find(|clock| clock.of.code == *code);
            let deemed = clock.and_then(|clock| clock.deemed());
            if deemed.is_none_or(|(on_expiry, from)| on_expiry != *as_what || on < from) {
                let rests_on = clock.and_then(|clock| clock.in_force.as_ref()).map(|found| found.rests_on.clone());
                let rests_on = rests_on.unwrap_or_else(|| Label { en: "–".into(), hi: "–".into() });
                let due = clock.and_then(|clock| clock.due()).map_or_else(|| "–".to_owned(), |day| day.to_string());
                let label = as_what.label();
                let early = named(fault("CAS-153", &case.number), act).with("as", label.en).with("as_hi", label.hi);
                faults.push(early.with("due", due).with("basis", rests_on.en).with("basis_hi", rests_on.hi));
            }
        }
        faults
    }
}
