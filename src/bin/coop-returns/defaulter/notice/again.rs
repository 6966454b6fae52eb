//! Notices that were issued are printed again; nothing is entered.

use super::{Notice, Told};
use coop_registry::{
    branches::{cases::Case, notices::Notice as OnRecord},
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        default_letters::{LetterDesk, print},
        defaults::DefaultDesk,
    },
};
use std::collections::BTreeMap;

impl Notice {
    /// The last one of a society, else all that are meant; exit 5 where there is none.
    pub(super) fn again(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let desk = DefaultDesk::of(office, &register, office.moment()?)?;
        let wanted = self.wanted(office, &register, &desk)?;
        let cases: BTreeMap<&str, &Case> = desk.cases.iter().map(|case| (case.id.as_str(), case)).collect();
        let numbered = |notice: &OnRecord| self.number.as_ref().is_none_or(|number| *number == notice.number());
        let meant = desk.notices.iter().filter(|notice| numbered(notice));
        let meant = meant.filter_map(|notice| Some((notice, *cases.get(notice.case.as_str())?)));
        let mut own: Vec<(&OnRecord, &Case)> = meant.filter(|(_, case)| wanted(case)).collect();
        if self.society.is_some() && self.number.is_none() {
            own = own.pop().into_iter().collect();
        }
        if own.is_empty() {
            let asked = self.number.or(self.society).or(self.district).unwrap_or_else(|| "–".to_owned());
            return Err(CommandError::not_found("error.defaulter.no_notice").with("asked", asked));
        }
        office.begin_run("coop-returns defaulter notice --reprint")?;
        office.run_reads(&register)?;
        let letters = LetterDesk::of(office, console, &register, &desk)?;
        let notices: Vec<&OnRecord> = own.iter().map(|(notice, _)| *notice).collect();
        let files = print(office, console, &letters, (&notices, self.bundle))?;
        let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let mut told = Told::new();
        for (notice, case) in own {
            let number = notice.number();
            let event = case.events.iter().find(|event| event.remark == number);
            let stage = event.and_then(|event| desk.service.stage(&event.stage)).unwrap_or(case.stage);
            told.add((console, &desk), &number, (case, stage), notice.reply_by);
        }
        told.tell(console, &files, None);
        Ok(Exit::Done)
    }
}
