//! A clock of the law at work: from its event, over stops and extensions, to the day it is due, and how it stands on a day.
//!
//! Pure: days go in, days come out. The day of the event is not counted; a month is a calendar month; while a query is out
//! the clock stands still. Which limit holds, and what silence means, is data (`catalogue/clocks.csv`).

mod calendar;
mod course;
#[cfg(test)]
mod properties;

pub use calendar::{Calendar, weekday};
pub use course::{Course, Limit, Standing, Stop, due, standing};
