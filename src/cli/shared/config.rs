//! `config show|path`: the settings in force and where each comes from.

use crate::{
    cli::{CommandError, Console, Exit, Listing, Office, SETTINGS, Verdict},
    model::Value,
};

/// The settings of the office
#[derive(clap::Subcommand)]
pub enum Config {
    /// Every setting with its value, origin and meaning
    Show {
        /// Print where each value comes from (always shown; kept for scripts)
        #[arg(long)]
        origin: bool,
    },
    /// Where coop.toml stands
    Path,
}

impl Config {
    /// Shows them.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Config::Path => {
                let path = office.folder()?.join("coop.toml");
                console.data("config-path", serde_json::json!({ "path": path.display().to_string() }));
                console.say(path.display());
            }
            Config::Show { origin: _ } => {
                let settings = office.settings()?;
                let mut listing = Listing::new([
                    ("key", "Key", "कुंजी"),
                    ("value", "Value", "मान"),
                    ("origin", "Origin", "स्रोत"),
                    ("meaning", "Meaning", "अर्थ"),
                ]);
                for setting in SETTINGS {
                    let label = setting.label();
                    listing.push([
                        Value::text(setting.key),
                        Value::text(settings.get(setting.key)),
                        Value::text(match settings.origin(setting.key) {
                            "built-in" if console.is_for_people() => console.pick("built-in", "अंतर्निहित"),
                            origin => origin,
                        }),
                        Value::text(label.in_language(console.language())),
                    ]);
                }
                for (name, value) in &settings.params {
                    listing.push([
                        Value::text(format!("params.{name}")),
                        Value::text(value.to_string()),
                        Value::text("coop.toml"),
                        Value::Empty,
                    ]);
                }
                console.listing("config", &listing);
            }
        }
        Ok(Exit::Done)
    }
}
