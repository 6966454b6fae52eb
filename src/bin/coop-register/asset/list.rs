//! Assets as a list, with their book value on the day.

use super::ASSET;
use crate::{
    case::{Desk, day, list, word},
    society::Words,
};
use clap::Args;
use coop_registry::{
    branches::assets::{Rates, day as day_of, held, text, worked},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};

/// List assets.
#[derive(Args)]
pub struct Assets {
    /// Only of this owner: office, society, or a code of the list asset_owner
    #[arg(long)]
    owner: Option<String>,
    /// Only this item, as computer
    #[arg(long)]
    item: Option<String>,
    /// Only those not verified since this day
    #[arg(long = "not-verified-since", value_name = "DATE", value_parser = coop_registry::cli::parse_date)]
    not_verified_since: Option<coop_registry::model::Date>,
    #[command(flatten)]
    list: list::List,
}

impl Assets {
    pub fn run(mut self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.list.with.extend(self.owner.map(|owner| format!("owner={owner}")));
        self.list.with.extend(self.item.map(|item| format!("item={item}")));
        if self.list.counts() {
            return self.list.run(office, console, ASSET);
        }
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let (words, rates) = (Words::load(office, console)?, Rates::read(&register, moment)?);
        let chosen = self.list.chosen(office, &register, &desk, &[])?;
        let mut listing = Listing::new([
            ("asset", "Asset", "परिसम्पत्ति"),
            ("tag", "Tag", "टैग"),
            ("item", "Item", "मद"),
            ("make_model", "Make, model", "मेक/मॉडल"),
            ("serial_no", "Serial no.", "क्रम संख्या"),
            ("owner", "Owner", "स्वामी"),
            ("holder", "Holder", "धारक"),
            ("place", "Place", "स्थान"),
            ("stage", "Stage", "अवस्था"),
            ("received_on", "Received", "प्राप्ति"),
            ("verified_on", "Verified", "सत्यापन"),
            ("cost", "Cost", "लागत"),
            ("book_value", "Book value", "पुस्तक मूल्य"),
        ]);
        for list::Chosen { case, .. } in &chosen {
            let verified = day_of(desk.table, case, "verified_on");
            if self.not_verified_since.is_some_and(|since| verified.is_some_and(|on| on >= since)) {
                continue;
            }
            let stage = &desk.service.stages[case.stage];
            let worded = |key: &str| {
                let value = case.line.value(desk.table, key).cloned().unwrap_or_default();
                desk.table.field(key).map_or(Value::Empty, |field| words.value(field, &value))
            };
            // What has left has no value on the books.
            let book = worked(&held(desk.table, case), &rates, moment.as_of).ok();
            let book = book.filter(|_| !stage.closed).map_or(Value::Empty, |worked| Value::Money(worked.book));
            listing.push([
                Value::text(&case.id),
                Value::text(text(desk.table, case, "tag")),
                worded("item"),
                worded("make_model"),
                worded("serial_no"),
                worded("owner"),
                worded("holder"),
                worded("place"),
                Value::text(word(console, &stage.code, &stage.label)),
                day(case.opened_on),
                day(verified),
                worded("cost"),
                book,
            ]);
        }
        console.listing("asset-list", &listing);
        Ok(Exit::Done)
    }
}
