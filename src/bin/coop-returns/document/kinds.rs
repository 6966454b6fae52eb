//! `document kinds`.

use super::kinds_of;
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::Value,
};

/// List the kinds.
#[derive(Args)]
pub struct Kinds {
    /// For societies of this Act, as mp_1960 (default: the one most societies of the office's state are under)
    #[arg(long)]
    act: Option<String>,
    /// For this class of society, as pacs
    #[arg(long, default_value = "pacs")]
    class: String,
}

impl Kinds {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (book, kinds) = kinds_of(office)?;
        let acts = desk::code_words(office, "act")?;
        let act = match self.act {
            Some(act) if acts.contains_key(&act) => act,
            Some(act) => {
                let known: Vec<&str> = acts.keys().map(String::as_str).collect();
                return Err(CommandError::not_found("error.rules.act")
                    .with("act", act)
                    .with("known", known.join(", ")));
            }
            None => crate::rules::act_of_state(office)?.to_owned(),
        };
        let mut listing = Listing::new([
            ("kind", "Kind", "प्रकार"),
            ("title", "Document", "दस्तावेज़"),
            ("need", "Asked", "अपेक्षित"),
            ("when", "Only where", "केवल जब"),
            ("field", "Line of the return", "विवरणी की पंक्ति"),
            ("several", "Several", "एक से अधिक"),
            ("basis", "Basis", "आधार"),
        ]);
        let language = console.language();
        for kind in &kinds.0 {
            let asked = kind.asked_of(&act, &self.class);
            let need = match asked {
                None => console.pick("not asked", "अपेक्षित नहीं"),
                Some(asked) if !asked.required => console.pick("optional", "वैकल्पिक"),
                Some(asked) if asked.is_own(&book.statutes, &act) => console.pick("required", "अनिवार्य"),
                Some(_) => console.pick("comparison", "तुलनार्थ"),
            };
            let basis = asked.map_or_else(String::new, |asked| asked.origin(&book.statutes, &act, language));
            listing.push([
                Value::text(&kind.code),
                Value::text(kind.label.in_language(language)),
                Value::text(need),
                kind.when.as_ref().map_or(Value::Empty, |when| Value::text(&when.line)),
                kind.field.as_ref().map_or(Value::Empty, Value::text),
                Value::Bool(kind.several),
                Value::text(basis),
            ]);
        }
        console.listing("document-kinds", &listing);
        Ok(Exit::Done)
    }
}
