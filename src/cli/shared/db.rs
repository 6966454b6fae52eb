//! `db check|backup|restore|digest`: care of `register.db`.

use crate::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    register::{Chain, Mode, ReadRegister, Register, RegisterError, Restored, digest},
};
use std::path::{Path, PathBuf};

/// Care of the register file
#[derive(clap::Subcommand)]
pub enum Db {
    /// Is the file whole, do the chains hold, do the current tables say what the entries say?
    Check {
        /// First make the current tables anew from the entries; also upgrades an older file
        #[arg(long)]
        rebuild: bool,
    },
    /// Write a verified copy to a new file
    Backup {
        /// File to make
        file: PathBuf,
    },
    /// Put a verified backup in the place of the register; the replaced one is kept beside it
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// One number for all that is in force: equal registers have equal digests
    Digest,
}

impl Db {
    /// Does it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Db::Check { rebuild } => check(office, console, rebuild),
            Db::Backup { file } => {
                office.writes()?;
                office.begin_run("db backup")?;
                backup(office, console, &file)
            }
            Db::Restore { file } => restore(office, console, &file),
            Db::Digest => {
                let register = office.read_register()?;
                let moment = office.moment()?;
                let digest = digest(&register, moment)?;
                let day = register.last_day(moment)?.map_or(0, |row| row.day_no);
                let data = serde_json::json!({
                    "digest": digest, "as_of": moment.as_of, "known_on": moment.known_on, "day_no": day,
                });
                console.data("db-digest", data);
                console.say(digest);
                Ok(Exit::Done)
            }
        }
    }
}

fn backup(office: &Office, console: &mut Console, file: &Path) -> Result<Verdict, CommandError> {
    let register = office.read_register()?;
    let place = file.display().to_string();
    if office.globals().dry_run {
        if file.exists() {
            return Err(RegisterError::Exists(file.into()).into());
        }
        let chains = register.verify(None)?.chains;
        console.data("db-backup", serde_json::json!({ "file": place, "chains": chains, "dry_run": true }));
        let words = console.pick("the verified copy would be written here", "जाँची हुई प्रति यहाँ लिखी जाएगी");
        console.say(format!("{place}: {words}"));
        chains.iter().for_each(|chain| say_chain(console, chain));
        return Ok(Exit::Done);
    }
    let chain = register.backup(file)?;
    office.run_made(serde_json::json!({ "file": place, "head": chain.head }));
    console.data("db-backup", serde_json::json!({ "file": place, "chain": chain }));
    let words = console.pick("copied and verified", "प्रति बनी और जाँची गई").to_owned();
    console.say(format!("{place}: {words}"));
    say_chain(console, &chain);
    Ok(Exit::Done)
}

fn check(office: &Office, console: &mut Console, rebuild: bool) -> Result<Verdict, CommandError> {
    let report = if rebuild {
        office.writes()?;
        office.begin_run("db check --rebuild")?;
        let mut register = office.register_to_change()?;
        if office.globals().dry_run {
            let words =
                console.pick("the current tables would be made anew", "चालू तालिकाएँ फिर से बनाई जाएँगी").to_owned();
            console.say(words);
        } else {
            register.rebuild()?;
        }
        register.check()?
    } else {
        office.read_register()?.check()?
    };
    console.data("db-check", &report);
    for chain in &report.verified.chains {
        say_chain(console, chain);
    }
    if report.faults.is_empty() {
        let words = console.pick("the register is whole", "रजिस्टर ठीक है").to_owned();
        console.say(words);
        return Ok(Exit::Done);
    }
    for fault in &report.faults {
        let line = console.remark(fault);
        console.say(line);
    }
    Ok(Exit::Integrity)
}

fn restore(office: &Office, console: &mut Console, file: &Path) -> Result<Verdict, CommandError> {
    let act = office.ordered_act("db restore")?;
    let path = office.folder()?.join("register.db");
    if office.globals().dry_run {
        let chain = Register::open(file, office.tables().clone(), Mode::Read)?.verify(None)?;
        let words = console.pick("would take the register's place", "रजिस्टर की जगह लेगी; अभी कुछ नहीं बदला");
        console.say(format!("{}: {words}", file.display()));
        console.data("db-restore", serde_json::json!({ "dry_run": true, "chains": chain.chains }));
        for chain in &chain.chains {
            say_chain(console, chain);
        }
        return Ok(Exit::Done);
    }
    let restored = Register::restore(file, &path, office.tables(), office.settings()?.get("office.code"))?;
    office.run_made(serde_json::json!({
        "restored": file.display().to_string(), "order": act.order_no, "reason": act.reason, "to": told(&restored),
    }));
    console.data("db-restore", told(&restored));
    if let Some(chain) = &restored.chain {
        say_chain(console, chain);
    }
    if let Some(days) = restored.days_lost.filter(|days| *days > 0) {
        let words = console
            .pick(
                "acts recorded after the backup are not in it; repeat them",
                "प्रति के बाद के कार्य इसमें नहीं हैं; उन्हें दोहराएँ",
            )
            .to_owned();
        console.say(format!("{days} {words}"));
    }
    if let Some(replaced) = &restored.replaced {
        let words = console.pick("the replaced register lies at", "पुराना रजिस्टर यहाँ है:").to_owned();
        console.say(format!("{words} {}", replaced.display()));
    }
    Ok(Exit::Done)
}

/// A place whose name is not Unicode is told as well as can be.
fn told(restored: &Restored) -> serde_json::Value {
    let replaced = restored.replaced.as_ref().map(|path| path.display().to_string());
    serde_json::json!({ "chain": restored.chain, "days_lost": restored.days_lost, "replaced": replaced })
}

/// One line a chain; its head is for the office to write down.
pub fn say_chain(console: &mut Console, chain: &Chain) {
    let line = match console.language() {
        crate::model::Language::En => {
            format!("{}: {} acts, {} entries, head {}", chain.office, chain.days, chain.entries, chain.head)
        }
        crate::model::Language::Hi => {
            format!("{}: {} कार्य, {} प्रविष्टियाँ, अंतिम सार {}", chain.office, chain.days, chain.entries, chain.head)
        }
    };
    console.say(line);
}
