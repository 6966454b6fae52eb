//! `coop-register asset`: assets of the office and of societies, from the store to their disposal.

mod list;
mod print;
mod rate;
mod value;
mod variance;
mod verify;

use crate::case::{
    Acting, Called, acting, clocks, correct,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        assets::{ASSETS, Lack, Rates, held, worked},
        cases::{Case, cases, cited},
    },
    catalogue::{Clocks, Measure},
    cleaning::read_amount,
    cli::{CommandError, Console, Exit, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Finding, Label, Locus, Moment, Paise, Severity},
    register::ReadRegister,
};

/// The service and the noun of its verbs.
const ASSET: Called<'static> = Called { noun: "asset", service: ASSETS };

/// Assets: charge, verification, depreciation, transfer, disposal
#[derive(Subcommand)]
pub enum Asset {
    /// Take an asset on charge; a tag or serial number that another has is refused
    Add(Add),
    /// Issue an asset from the store to a holder and place
    Issue(Held),
    /// Physical verification: make the sheet (--sheet), read it back filled (--from), or tell one asset with flags
    Verify(verify::Verify),
    /// Where the verification of a co-operative year (--fy, else that of today) varies from the register
    Variance(variance::VarianceList),
    /// Book value of one asset with every year, or the schedule of the year of --as-of over all; nothing is entered
    Depreciate(value::Depreciate),
    /// Rates of depreciation, set by order
    #[command(subcommand)]
    Rate(rate::RateNoun),
    /// Condemn an asset by order of the committee; one that was never verified is refused
    Condemn(Acting),
    /// Dispose of a condemned asset by order: proceeds against book value, gain or loss
    Dispose(Dispose),
    /// Transfer an asset to another holder or owner, by order
    Transfer(Transfer),
    /// Any other act, as repair, repaired, take_back, surplus, lose, find, write_off, amc
    Act(acting::ByName),
    /// Correct what was entered: a fact of the asset, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one asset, or of all that are on charge
    Clock(clocks::ClocksOf),
    /// List assets with their book value
    List(list::Assets),
    /// Show one asset: facts, movement, clocks, what may be done now
    Show(show::Show),
    /// Print the sheet of one asset, or the schedule of all: PDF, XLSX, HTML or CSV
    Print(print::Print),
}

/// An asset to be taken on charge.
#[derive(Args)]
pub struct Add {
    /// Item: a code or word of the list asset_item, as computer or printer
    item: String,
    /// Owner: office, society, or a code of the list asset_owner
    #[arg(long)]
    owner: String,
    /// Tag (default: the next number of the co-operative year)
    #[arg(long)]
    tag: Option<String>,
    /// Serial number of the machine
    #[arg(long, value_name = "NO")]
    serial: Option<String>,
    /// Make and model
    #[arg(long)]
    make: Option<String>,
    /// Scheme it came from: a code of the list asset_scheme
    #[arg(long)]
    scheme: Option<String>,
    /// Purchase order
    #[arg(long = "purchase-order", value_name = "NO")]
    purchase_order: Option<String>,
    /// Cost, in rupees
    #[arg(long)]
    cost: Option<String>,
    /// Central share of the cost, in rupees
    #[arg(long = "central-share", value_name = "AMOUNT")]
    central_share: Option<String>,
    /// Day of receipt (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Society it is for: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    #[command(flatten)]
    where_it_is: Where,
    /// A further field of the register, as --set warranty_to=2029-03-31
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Who has it and where.
#[derive(Args)]
pub struct Where {
    /// Office or society that holds it
    #[arg(long)]
    holder: Option<String>,
    /// Place it stands at
    #[arg(long)]
    place: Option<String>,
    /// Who keeps it
    #[arg(long)]
    custodian: Option<String>,
}

/// An asset given to a holder.
#[derive(Args)]
pub struct Held {
    #[command(flatten)]
    where_it_is: Where,
    #[command(flatten)]
    acting: Acting,
}

/// A transfer.
#[derive(Args)]
pub struct Transfer {
    /// New owner: office, society, or a code of the list asset_owner
    #[arg(long)]
    owner: Option<String>,
    /// Society that gets it
    #[arg(long)]
    society: Option<String>,
    #[command(flatten)]
    where_it_is: Where,
    #[command(flatten)]
    acting: Acting,
}

/// A disposal.
#[derive(Args)]
pub struct Dispose {
    /// How: a code of the list asset_disposal, as auctioned or destroyed
    #[arg(long)]
    how: String,
    /// What it brought, in rupees; 0 where nothing
    #[arg(long, value_name = "AMOUNT")]
    proceeds: String,
    #[command(flatten)]
    acting: Acting,
}

impl Asset {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::Issue(verb) => verb.acting.telling(verb.where_it_is.told()).run(office, console, ASSET, "issue"),
            Self::Verify(verb) => verb.run(office, console),
            Self::Variance(verb) => verb.run(office, console),
            Self::Depreciate(verb) => verb.run(office, console),
            Self::Rate(verb) => verb.run(office, console),
            Self::Condemn(verb) => verb.run(office, console, ASSET, "condemn"),
            Self::Dispose(verb) => {
                let told = [("disposal", Some(verb.how)), ("proceeds", Some(verb.proceeds))];
                let asked = verb.acting.case().to_owned();
                let verdict = verb.acting.telling(told).run(office, console, ASSET, "dispose")?;
                if !office.globals().dry_run {
                    say_gain(office, console, &asked)?;
                }
                Ok(verdict)
            }
            Self::Transfer(verb) => {
                let told = [("owner", verb.owner), ("society", verb.society)];
                verb.acting.telling(told).telling(verb.where_it_is.told()).run(office, console, ASSET, "transfer")
            }
            Self::Act(verb) => verb.run(office, console, ASSET),
            Self::Correct(verb) => verb.run(office, console, ASSET),
            Self::Clock(verb) => verb.run(office, console, ASSET),
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console, ASSET),
            Self::Print(verb) => verb.run(office, console),
        }
    }
}

impl Where {
    fn told(self) -> [(&'static str, Option<String>); 3] {
        [("holder", self.holder), ("place", self.place), ("custodian", self.custodian)]
    }
}

impl Add {
    /// Rests on the challan of receipt: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let [holder, place, custodian] = self.where_it_is.told();
        let flags = [
            ("item", Some(self.item.clone())),
            ("owner", Some(self.owner)),
            ("tag", self.tag),
            ("serial_no", self.serial),
            ("make_model", self.make),
            ("scheme", self.scheme),
            ("order_no", self.purchase_order),
            ("cost", self.cost),
            ("central_share", self.central_share),
            ("society", self.society),
            holder,
            place,
            custodian,
        ];
        let told_share = share(office, &flags)?;
        let said = told(flags, &self.set)?;
        console.findings(told_share.as_slice());
        let name = Label { en: "asset".into(), hi: "परिसम्पत्ति".into() };
        Opening { on: self.on, about: self.item, said, name, verb: "add", kind: None }.run(office, console, ASSET)
    }
}

/// A central share of hardware of the scheme that is not what the scheme is said to give.
fn share(office: &Office, told: &[(&str, Option<String>)]) -> Result<Option<Finding>, CommandError> {
    let text = |key: &str| told.iter().find(|(known, _)| *known == key).and_then(|(_, text)| text.as_deref());
    let amount = |key: &str| read_amount(text(key)?, None).ok()?.value.as_money().filter(|paise| paise.0 > 0);
    let scheme = text("scheme").map(|scheme| code(office, "asset_scheme", scheme)).transpose().unwrap_or_default();
    let (Some(cost), Some(share), Some("pacs_computerisation")) =
        (amount("cost"), amount("central_share"), scheme.as_deref())
    else {
        return Ok(None);
    };
    let clocks = Clocks::load(office.files())?;
    let Some(line) = clocks.get("IN-AST-02") else { return Ok(None) };
    let Measure::Parameter(percent, _) = &line.measure else { return Ok(None) };
    let wanted = percent.parse::<i128>().unwrap_or_default() * i128::from(cost.0);
    let is = i128::from(share.0) * 100;
    let basis = cited(line);
    let place = Locus { society: text("tag").map(str::to_owned), ..Locus::default() };
    let hundredths = i64::try_from(i128::from(share.0) * 10_000 / i128::from(cost.0)).unwrap_or_default();
    let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let told = Finding::new("AST-207", Severity::Warning, place).with("share", percent);
    Ok((is != wanted).then(|| told.with("basis", basis.en).with("basis_hi", basis.hi)))
}

/// All assets as they stand at a moment.
fn assets(office: &Office, register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Case>, CommandError> {
    let law = statutory::law(office, register, moment)?;
    let service = statutory::service(office, &law.clocks, ASSETS)?;
    Ok(cases(register, &service, moment)?)
}

/// Why there is no book value.
fn lack_words(lack: Lack) -> Label {
    match lack {
        Lack::Cost => Label { en: "no cost is recorded".into(), hi: "लागत दर्ज नहीं".into() },
        Lack::Day => Label {
            en: "no day of receipt is recorded".into(), hi: "प्राप्ति तिथि दर्ज नहीं".into()
        },
        Lack::Rate(year) => Label {
            en: format!("no rate of depreciation was set for {year}"),
            hi: format!("{year} हेतु मूल्यह्रास दर निर्धारित नहीं"),
        },
    }
}

/// What a disposal brought against the book value.
fn gain_words(proceeds: Paise, book: Paise) -> Label {
    let gain = Paise(proceeds.0 - book.0);
    let (en, hi) = if gain.0 < 0 { ("loss", "हानि") } else { ("gain", "लाभ") };
    let amount = Paise(gain.0.abs());
    Label {
        en: format!("proceeds {proceeds}, book value {book}: {en} {amount}"),
        hi: format!("प्राप्त राशि {proceeds}, पुस्तक मूल्य {book}: {hi} {amount}"),
    }
}

/// Says what a disposal brought, below what was done.
fn say_gain(office: &Office, console: &mut Console, asked: &str) -> Result<(), CommandError> {
    let register = office.read_register()?;
    let moment = Moment::on(Date::MAX);
    let table = desk::table(office, ASSETS)?;
    let all = assets(office, &register, moment)?;
    let case = statutory::case_of(&all, asked)?;
    let proceeds = coop_registry::branches::assets::money(table, case, "proceeds").unwrap_or_default();
    let rates = Rates::read(&register, moment)?;
    let left = coop_registry::branches::assets::day(table, case, "disposed_on").unwrap_or(office.time().as_of);
    let said = match worked(&held(table, case), &rates, left) {
        Ok(worked) => gain_words(proceeds, worked.book),
        Err(lack) => lack_words(lack),
    };
    console.note(said.in_language(console.language()));
    Ok(())
}

/// A code of a list; exit 2 with those there are.
fn code(office: &Office, list: &str, text: &str) -> Result<String, CommandError> {
    let codes = coop_registry::cleaning::Codes::load(office.files())?;
    let read = codes.read(list, text).ok().filter(|read| read.doubts.is_empty());
    read.and_then(|read| read.value.as_text().map(str::to_owned)).ok_or_else(|| {
        let known: Vec<&str> = codes.all(list).map(|(code, _)| code).collect();
        CommandError::new(Exit::Arguments, "error.asset.code")
            .with("found", text)
            .with("list", list)
            .with("known", known.join(", "))
    })
}
