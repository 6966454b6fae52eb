//! `codes`: exit codes, finding codes and rule codes, in Hindi and English.

use crate::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};

/// Exit codes, finding codes and rule codes
#[derive(clap::Args)]
pub struct Codes {
    /// Only codes that begin with this (IMP-2, APP-001, 6)
    code: Option<String>,
}

impl Codes {
    /// Lists them.
    pub fn run(self, _office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut listing = Listing::new([("code", "Code", "कोड"), ("en", "English", "अंग्रेज़ी"), ("hi", "Hindi", "हिन्दी")]);
        let wanted = |code: &str| self.code.as_ref().is_none_or(|start| code.starts_with(start.as_str()));
        for (exit, label) in Exit::table() {
            let code = (exit as u8).to_string();
            if self.code.as_ref().is_none_or(|asked| *asked == code) {
                listing.push([Value::text(code), Value::text(label.en), Value::text(label.hi)]);
            }
        }
        for (code, label) in console.texts().all().filter(|(code, _)| is_code(code) && wanted(code)) {
            listing.push([Value::text(code), Value::text(label.en), Value::text(label.hi)]);
        }
        if listing.rows.is_empty() {
            let asked = self.code.unwrap_or_default();
            return Err(CommandError::not_found("error.codes.none").with("asked", asked));
        }
        console.listing("codes", &listing);
        Ok(Exit::Done)
    }
}

/// Three letters, a dash, three digits.
fn is_code(key: &str) -> bool {
    key.split_once('-').is_some_and(|(family, number)| {
        family.len() == 3
            && family.bytes().all(|b| b.is_ascii_uppercase())
            && number.len() == 3
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}
