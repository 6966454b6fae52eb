//! Notices that are due at the stage of each case go out: numbered and entered, then printed.

use super::{Notice, Told, refused};
use coop_registry::{
    branches::{
        defaults::{Addressed, DueNotice, Issuing, due_notices, issue},
        notices::Notice as OnRecord,
    },
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        default_letters::{LetterDesk, print},
        defaults::{DefaultDesk, may_not},
    },
    model::{Act, Label, Moment, NewEntry, Plan},
    register::{ReadRegister as _, Register},
};
use std::collections::BTreeSet;

impl Notice {
    /// Enters all of them in one plan; none is due is silence but for a note.
    pub(super) fn issue(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-returns defaulter notice")?;
        let today = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let label = Label { en: "Issue notices".into(), hi: "सूचना जारी करना".into() };
        if let Some(fault) = may_not(&register, &act.officer, (&label, today))? {
            return Err(refused(vec![fault]));
        }
        let (entries, places, told) = self.planned(office, console, &register, &act)?;
        if places.is_empty() {
            if !console.is_for_people() {
                told.tell(console, &[], None);
            }
            console.note(console.pick("no notice is due", "कोई सूचना देय नहीं").to_owned());
            return Ok(Exit::Done);
        }
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        // The register first: a number without a letter can be printed again, a letter without a number cannot.
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        drop(register);
        let dry_run = office.globals().dry_run;
        let ids = places.iter().filter_map(|place| applied.subjects.get(*place)).map(String::as_str).collect();
        let files = if dry_run { Vec::new() } else { self.printed(office, console, &ids)? };
        told.tell(console, &files, (!dry_run).then_some(applied.day_no));
        Ok(Exit::Done)
    }

    /// The entries, the places of the notices among them, and what is told of them.
    fn planned(
        &self,
        office: &Office,
        console: &mut Console,
        register: &Register,
        act: &Act,
    ) -> Result<(Vec<NewEntry>, Vec<usize>, Told), CommandError> {
        let today = office.time().as_of;
        let desk = DefaultDesk::of(office, register, Moment::on(coop_registry::model::Date::MAX))?;
        let wanted = self.wanted(office, register, &desk)?;
        let missing = desk.missing(office, register, None, Moment::on(today))?;
        let stager = desk.stager(register, today, act);
        let due = due_notices(&stager, &missing, &*wanted)?;
        let letters = LetterDesk::of(office, console, register, &desk)?;
        let mut failed = None;
        let language = console.language();
        let mut address = |due: &DueNotice<'_>| {
            let case = due.case.id.clone();
            let draft = OnRecord { issued_on: Some(today), reply_by: due.reply_by, case, ..OnRecord::default() };
            let said = letters.notice(&draft, due.case, &due.facts).map(|mut said| {
                // The stage of a notice not yet entered is that of its case.
                said.stage.clone_from(&desk.service.stages[due.case.stage].code);
                let (name, address) = (said.society.in_language(language), said.address.in_language(language));
                Addressed { addressee: name.to_owned(), address: address.to_owned(), matter: letters.matter(&said) }
            });
            Ok(said.unwrap_or_else(|error| {
                failed = Some(error);
                Addressed::default()
            }))
        };
        let Issuing { issued, refused: not, entries } = issue(&stager, due, &mut address)?;
        if let Some(error) = failed {
            return Err(error);
        }
        let mut told = Told::new();
        for one in &issued {
            told.add((console, &desk), &one.number, (one.due.case, one.due.case.stage), one.due.reply_by);
        }
        for (case, faults) in &not {
            let said: Vec<String> = faults.iter().map(|fault| console.texts().finding(fault, language)).collect();
            console.note(format!("{} ({}): {}", case.title, case.number, said.join("; ")));
        }
        Ok((entries, issued.iter().map(|one| one.entry).collect(), told))
    }

    /// Prints what was just entered, from the register as it stands now.
    fn printed(
        &self,
        office: &Office,
        console: &mut Console,
        ids: &BTreeSet<&str>,
    ) -> Result<Vec<String>, CommandError> {
        let register = office.read_register()?;
        let desk = DefaultDesk::of(office, &register, Moment::on(coop_registry::model::Date::MAX))?;
        let letters = LetterDesk::of(office, console, &register, &desk)?;
        let own: Vec<&OnRecord> = desk.notices.iter().filter(|notice| ids.contains(notice.id.as_str())).collect();
        let files = print(office, console, &letters, (&own, self.bundle))?;
        Ok(files.iter().map(|path| path.display().to_string()).collect())
    }
}
