//! A day as people write it.

use super::Date;

/// `dd-mm-yyyy`, as offices write a day: 31-03-2025.
pub fn date_written(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_two_figures_and_a_year_four() {
        assert_eq!(date_written(Date::constant(987, 3, 1)), "01-03-0987");
    }
}
