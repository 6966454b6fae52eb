//! Cases of statutory services: one machine, and a file of data for each service (`catalogue/services`).
//!
//! A case is an entry of a statutory register (an application, a dispute); what happens to it are entries of the register
//! `case_event`. [`case`] folds both into the stage a case is in; [`running`] tells its clocks; [`Counter`] turns an act into
//! entries, past a gate that names every fault in one pass; [`today`] lists what is due.
//! [`Stay`] is what a court forbids of any of them; hearings are lines of the order sheet, from which a cause list is made. Nothing is granted by time alone: what
//! silence has come to is told, and an officer records it.

mod advance;
mod ages;
mod case;
mod cause_list;
mod changes;
mod correcting;
mod due;
mod figures;
mod gate;
mod handover;
mod hearings;
mod kinds;
mod latest;
mod law;
mod limitation;
mod planned;
mod running;
mod service;
mod service_file;
mod sheet;
#[cfg(test)]
mod society_tests;
mod stays;
#[cfg(test)]
mod tests;
mod unique;
mod waiting;

pub use advance::{Advanced, Counter};
pub use ages::{AgeBand, band, bands};
pub use case::{Case, CaseEvent, EVENTS, Step, case, cases, open_cases};
pub use cause_list::{Day, Docket, Item, LISTS, Venue, clashes, frozen, print_lines};
pub use changes::{Changed, Changes, sets_force, taken_over};
pub use correcting::{DayCorrected, correct_day, correct_force, set_by_act};
pub use due::{Due, Reason, today};
pub use figures::{Bound, Figures, Held, Share, Span};
pub use gate::{Telling, society_standing, unauthorised, unposted};
pub use handover::{HANDOVER, Handover, act_label, handed_over, presided_by, printed_from};
pub use hearings::{NextHearing, SHEETS, SheetLine, adjournments, next_hearing, sheets};
pub use kinds::kind_of;
pub use law::{InForce, Law, OfficeLimit, cited, holiday, holidays, set_limit};
pub use limitation::{Limited, limited};
pub use planned::opened;
pub use running::{Running, law_of, running};
pub use service::{
    ActDef, ClockUse, Elsewhere, Given, Gives, Hearing, KindDef, Latest, Limitation, Minimum, Most, Only, OwnFields,
    Paper, Records, Service, Sheet, Shown, Stage, Wait, Watched, Writes,
};
pub use service_file::load;
pub use stays::{STAYS, Stay, add_stay, allowed, forbidding, lift_stay, stays};
pub use unique::taken;
