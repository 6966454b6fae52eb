//! `panel notify`.

use clap::Args;
use coop_registry::{
    branches::{
        audit::{
            allotment::Category,
            panel::notice::{NOTICES, PanelNotice, notices},
        },
        cases::unauthorised,
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, case::not_entered, date_written, parse_date},
    model::{Date, Label, Moment, Plan, Value},
    register::ReadRegister as _,
};

/// Notify.
#[derive(Args)]
pub struct Notify {
    /// Number of the notification; none: all are listed
    #[arg(requires_all = ["last_day", "from", "to"])]
    number: Option<String>,
    /// Its date (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Last day for applications
    #[arg(long = "last-day", value_name = "DATE", value_parser = parse_date)]
    last_day: Option<Date>,
    /// First day of the panel
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day of the panel
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<Date>,
    /// Categories wanted (default: all)
    #[arg(long, value_name = "A,B,C,D", value_delimiter = ',', value_parser = super::super::auditor::category)]
    categories: Vec<Category>,
    /// Remarks
    #[arg(long, default_value = "")]
    remarks: String,
}

impl Notify {
    /// Enters it, or lists all; the same again changes nothing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (Some(number), Some(last_day), Some(valid_from), Some(valid_to)) =
            (self.number, self.last_day, self.from, self.to)
        else {
            return list(office, console);
        };
        let act = office.ordered_act("coop-audit panel notify")?;
        let on = office.day_come(self.on)?;
        let mut categories = self.categories;
        categories.sort_unstable();
        categories.dedup();
        let id = String::new();
        let notice = PanelNotice { id, number, on, last_day, valid_from, valid_to, categories, remarks: self.remarks };
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let earlier = notices(&register, Moment::on(Date::MAX))?;
        let already = earlier.iter().find(|one| notice.same_as(one)).map(|one| one.id.clone());
        let mut day_no = None;
        let id = match &already {
            Some(id) => id.clone(),
            None => {
                let mut faults = notice.faults(&earlier);
                let label = Label {
                    en: "Notify the panel".into(), hi: "पैनल अधिसूचित करें".into()
                };
                faults.extend(unauthorised(&register, (&act.officer, Some("audit")), &label, &notice.number, on)?);
                if !faults.is_empty() {
                    return Err(not_entered(Exit::Refused, faults));
                }
                let order = act.order_no.clone().unwrap_or_default();
                let entries = vec![notice.entry(&register, &order, &act.officer)?];
                let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
                let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
                day_no = Some(applied.day_no);
                applied.subjects.first().cloned().unwrap_or_default()
            }
        };
        let dry_run = office.globals().dry_run;
        console.data(
            NOTICES,
            serde_json::json!({
                "notice": id, "number": notice.number, "on": on.to_string(), "last_day": last_day.to_string(),
                "valid_from": valid_from.to_string(), "valid_to": valid_to.to_string(),
                "categories": notice.categories_written(), "changed": already.is_none(),
                "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let (number, last, from, to) =
            (&notice.number, date_written(last_day), date_written(valid_from), date_written(valid_to));
        console.say(match (console.pick("en", "hi"), already.is_some(), dry_run) {
            ("hi", true, _) => format!("{number}: पहले से यही दर्ज; कुछ नहीं बदला"),
            (_, true, _) => format!("{number}: stands just so already; nothing was changed"),
            ("hi", _, true) => format!("{number}: {from} से {to} का पैनल, आवेदन {last} तक; अभी कुछ नहीं बदला"),
            (_, _, true) => format!("{number}: panel from {from} to {to}, applications by {last}; nothing was changed"),
            ("hi", ..) => format!("{number} दर्ज: {from} से {to} का पैनल, आवेदन {last} तक"),
            _ => format!("{number} entered: panel from {from} to {to}, applications by {last}"),
        });
        Ok(Exit::Done)
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let mut listing = Listing::new([
        ("number", "Notification", "अधिसूचना"),
        ("on", "Date", "तिथि"),
        ("last_day", "Applications by", "आवेदन की अंतिम तिथि"),
        ("valid_from", "Valid from", "मान्य से"),
        ("valid_to", "Valid to", "मान्य तक"),
        ("categories", "Categories", "श्रेणियाँ"),
        ("remarks", "Remarks", "अभ्युक्ति"),
    ]);
    for one in notices(&register, moment)? {
        let all = if one.categories.is_empty() { "A, B, C, D".to_owned() } else { one.categories_written() };
        listing.push([
            Value::text(&one.number),
            Value::Date(one.on),
            Value::Date(one.last_day),
            Value::Date(one.valid_from),
            Value::Date(one.valid_to),
            Value::text(all),
            Value::text(&one.remarks),
        ]);
    }
    console.listing("panel-notices", &listing);
    Ok(Exit::Done)
}
