//! The computer: catalogue, language, fonts. No office is needed.

use super::Seen;
use crate::{
    cli::{Console, Office},
    model::Severity,
    reports::writers::pdf,
};
use std::{env, process::Command};

pub(super) fn checks(office: &Office, console: &Console) -> Vec<Seen> {
    vec![catalogue(office, console), locale(), fonts(office)]
}

fn catalogue(office: &Office, console: &Console) -> Seen {
    let origin = office.globals().catalogue.as_ref().map(|folder| folder.display().to_string());
    let origin = origin.unwrap_or_else(|| console.texts().word("doctor.built_in", console.language()).to_owned());
    let version = office.files().version().map_err(|fault| fault.to_string());
    Seen::of("catalogue", "DOC-112", version.map(|version| vec![("version", version), ("origin", origin)]))
}

fn locale() -> Seen {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = set.iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = locale.unwrap_or_else(|| "C".into());
    let plain = locale.to_lowercase().replace('-', "");
    if plain.contains("utf8") {
        Seen::well("locale", &[("locale", &locale)])
    } else {
        Seen::wrong("locale", Severity::Warning, "DOC-105", &[("locale", &locale)])
    }
}

/// Asks the printing program itself: it alone knows which fonts it takes.
fn fonts(office: &Office) -> Seen {
    let Ok(program) = pdf::find() else {
        return Seen::wrong("fonts", Severity::Warning, "DOC-106", &[]);
    };
    let mut asked = Command::new(program);
    asked.arg("--list-fonts");
    // Settings that do not read are told by the check of the office folder.
    let folders = office.settings().map(|settings| settings.get("fonts.folders").to_owned()).unwrap_or_default();
    for folder in folders.split(':').filter(|folder| !folder.is_empty()) {
        asked.arg("--fonts").arg(folder);
    }
    let fault = match asked.output() {
        Ok(listed) if listed.status.success() => {
            let count = String::from_utf8_lossy(&listed.stdout).lines().count().to_string();
            return Seen::well("fonts", &[("count", &count)]);
        }
        Ok(failed) => String::from_utf8_lossy(&failed.stderr).lines().next().unwrap_or_default().to_owned(),
        Err(cause) => cause.to_string(),
    };
    Seen::wrong("fonts", Severity::Warning, "DOC-107", &[("fault", &fault)])
}
