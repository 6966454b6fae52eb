//! How far long work has come: a bar on a terminal, elsewhere a plain line a minute.

use crate::model::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    cell::Cell,
    time::{Duration, Instant},
};

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nowhere.
    Not,
    /// A bar on the terminal.
    Bar,
    /// Lines in a log.
    Lines,
}

/// A log is read by people who wonder whether anything still happens.
const BETWEEN_LINES: Duration = Duration::from_mins(1);

/// Progress of long work over a known number of rows.
pub struct Progress {
    bar: ProgressBar,
    what: String,
    total: u64,
    language: Language,
    lines: bool,
    begun: Instant,
    told: Cell<Duration>,
}

impl Progress {
    pub(super) fn new(what: &str, total: u64, shown: Shown, language: Language) -> Self {
        let target = if shown == Shown::Bar { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target).with_message(what.to_owned());
        let template = match language {
            Language::En => "{msg} {wide_bar} {human_pos}/{human_len} rows  {per_sec}  {eta} left",
            Language::Hi => "{msg} {wide_bar} {human_pos}/{human_len} पंक्तियाँ  {per_sec}  शेष {eta}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self {
            bar,
            what: what.to_owned(),
            total,
            language,
            lines: shown == Shown::Lines,
            begun: Instant::now(),
            told: Cell::new(Duration::ZERO),
        }
    }
    /// Rows done so far.
    pub fn set(&self, done: u64) {
        self.bar.set_position(done);
        if self.lines
            && let Some(line) = self.line(done, self.begun.elapsed())
        {
            eprintln!("{line}");
        }
    }
    /// The line that is due after this time, if one is.
    fn line(&self, done: u64, spent: Duration) -> Option<String> {
        if spent < self.told.get() + BETWEEN_LINES {
            return None;
        }
        self.told.set(spent);
        let speed = done.checked_div(spent.as_secs()).unwrap_or(0).max(1);
        let left = self.total.saturating_sub(done) / speed;
        let Self { what, total, .. } = self;
        Some(match self.language {
            Language::En => format!("{what}: {done} of {total} rows, {speed} rows/s, about {left} s left"),
            Language::Hi => format!("{what}: {total} में से {done} पंक्तियाँ, {speed} प्रति सेकंड, लगभग {left} सेकंड शेष"),
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_gets_one_line_a_minute_with_pace_and_time_left() {
        let progress = Progress::new("list.xlsx", 10_000, Shown::Lines, Language::En);
        assert_eq!(progress.line(100, Duration::from_secs(59)), None);
        let line = progress.line(2_000, Duration::from_secs(60)).unwrap();
        assert_eq!(line, "list.xlsx: 2000 of 10000 rows, 33 rows/s, about 242 s left");
        assert_eq!(progress.line(2_100, Duration::from_secs(61)), None);
        assert!(progress.line(4_000, Duration::from_secs(120)).is_some());
    }
}
