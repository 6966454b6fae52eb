//! `audit requisition`: books and records called for, with the letter.

use super::{OF, about};
use clap::Args;
use coop_registry::{
    branches::{audit::life::books::Books, cases::cases},
    cli::{
        CommandError, Console, Office, Verdict,
        case::{Acting, Desk, More},
        date_written, statutory,
    },
    model::{Date, Language, Moment},
};

/// Call for books.
#[derive(Args)]
pub struct Requisition {
    /// A further book or record, in words
    #[arg(long = "also", value_name = "TEXT")]
    also: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Requisition {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let books = Books::load(office.files())?;
        let acting = about(self.acting, office)?;
        let next = acting.next_day().map(date_written).unwrap_or_default();
        let on = date_written(acting.day(office));
        let (title, class, year) = {
            let register = office.read_register()?;
            let desk = Desk::of(office, &register, OF.service, Moment::on(Date::MAX))?;
            let all = cases(&register, &desk.service, Moment::on(Date::MAX))?;
            let case = statutory::case_of(&all, acting.case())?;
            let year = desk.table.field_no("fy").and_then(|no| case.value(no).as_text().map(str::to_owned));
            (case.title.clone(), case.class.clone(), year.unwrap_or_default())
        };
        let order = office.globals().order.clone().unwrap_or_default();
        let letter = |language: Language| {
            let order = match (order.as_str(), language) {
                ("", _) => String::new(),
                (order, Language::Hi) => format!(" आदेश संख्या {order}।"),
                (order, Language::En) => format!(" Order no. {order}."),
            };
            let args = |key: &str, value: &str| (key.to_owned(), value.to_owned());
            let args = [
                args("society", &title),
                args("fy", &year),
                args("next", &next),
                args("on", &on),
                args("order", &order),
            ];
            let say = |key: &str| console.texts().sentence(key, &args, language);
            let listed = books.of(&class).into_iter().map(|(_, name)| name.in_language(language).to_owned());
            let numbered = (1..).zip(listed.chain(self.also.iter().cloned()));
            let list: String = numbered.map(|(no, name): (u32, String)| format!("  {no}. {name}\n")).collect();
            format!(
                "{}\n\n{}\n{list}\n{}",
                say("audit.requisition.head"),
                say("audit.requisition.body"),
                say("audit.requisition.foot")
            )
        };
        let (letter, both) = (letter(console.language()), [letter(Language::En), letter(Language::Hi)]);
        let codes: Vec<&str> = books.of(&class).into_iter().map(|(code, _)| code).collect();
        let mut more = More::default();
        more.datum("books", codes);
        more.datum("letter", serde_json::json!({ "en": both[0], "hi": both[1] }));
        let verdict = acting.run_with(office, console, OF, "requisition", |_| Ok(more))?;
        console.say(format!("\n{letter}"));
        Ok(verdict)
    }
}
