//! What a number format makes of a number: an amount, a date, a time.

/// What a number format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// A number, an amount, a percentage, text.
    #[default]
    Number,
    /// A calendar date.
    Date,
    /// A date with the time of day.
    DateTime,
    /// A time of day.
    Time,
    /// A length of time in hours, minutes or seconds (`[h]:mm`).
    Elapsed,
}

impl Shows {
    /// Reads a format code, as `[$-4009]dd mmm yyyy`.
    ///
    /// Only the first section counts (the others are for negative numbers, zero and text). Quoted text, escaped
    /// letters, colours, currencies, conditions and fill characters are passed over.
    pub fn of(code: &str) -> Self {
        let (mut day, mut time, mut elapsed, mut month_or_minute) = (false, false, false, false);
        let mut chars = code.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => {
                    chars.by_ref().find(|c| *c == '"');
                }
                '\\' | '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    let unit = inside.to_ascii_lowercase();
                    elapsed |= !unit.is_empty()
                        && ["h", "m", "s"].iter().any(|letter| unit.trim_matches(|c| letter.contains(c)).is_empty());
                }
                'd' | 'D' | 'y' | 'Y' | 'e' | 'E' | 'b' | 'B' | 'g' | 'G' => {
                    // `General` is a word; `0.00E+00` is an exponent, not an era year.
                    let word: String = chars.clone().take(6).collect();
                    if c.eq_ignore_ascii_case(&'g') && word.eq_ignore_ascii_case("eneral") {
                        chars.nth(5);
                    } else if c.eq_ignore_ascii_case(&'e') && matches!(chars.peek(), Some('+' | '-')) {
                        chars.next();
                    } else if matches!(c, 'd' | 'D' | 'y' | 'Y') || c == 'e' {
                        day = true;
                    }
                }
                'h' | 'H' | 's' | 'S' => time = true,
                'm' | 'M' => month_or_minute = true,
                'a' | 'A' => {
                    let rest: String = chars.clone().take(4).collect();
                    let rest = rest.to_ascii_lowercase();
                    if rest.starts_with("m/pm") {
                        chars.nth(3);
                        time = true;
                    } else if rest.starts_with("/p") {
                        chars.nth(1);
                        time = true;
                    }
                }
                _ => {}
            }
        }
        match (day, time) {
            (true, true) => Self::DateTime,
            (true, false) => Self::Date,
            (false, _) if elapsed => Self::Elapsed,
            (false, true) => Self::Time,
            // `mmm` alone is a month.
            (false, false) if month_or_minute => Self::Date,
            (false, false) => Self::Number,
        }
    }

    /// Is the number a day of the calendar?
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }
}

/// The code behind a built-in format number (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are East Asian dates).
pub(crate) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "dd-mm-yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy/m/d",
        32..=35 | 55 | 56 => "h:mm:ss",
        37 | 38 => "#,##0 ;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_format_is_told_from_an_amount_format_that_merely_holds_its_letters() {
        for (code, shows) in [
            ("General", Shows::Number),
            ("0.00", Shows::Number),
            ("[Red]#,##0", Shows::Number),
            ("\"dated\" 0", Shows::Number),
            ("#,##0 \\d", Shows::Number),
            ("[$₹-4009] #,##0.00;[Red]-[$₹-4009] #,##0.00", Shows::Number),
            ("[>=10000000]##\\,##\\,##\\,##0;[>=100000]##\\,##\\,##0;##,##0", Shows::Number),
            ("0.00E+00", Shows::Number),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", Shows::Number),
            ("@", Shows::Number),
            ("dd\\-mm\\-yyyy", Shows::Date),
            ("[$-4009]dd mmm yyyy", Shows::Date),
            ("[$-F800]dddd, mmmm dd, yyyy", Shows::Date),
            ("mmm-yy", Shows::Date),
            ("mmmm", Shows::Date),
            ("[Black]d/m/yy;@", Shows::Date),
            ("yyyy-mm-dd hh:mm", Shows::DateTime),
            ("h:mm AM/PM", Shows::Time),
            ("mm:ss.0", Shows::Time),
            ("[h]:mm:ss", Shows::Elapsed),
            ("", Shows::Number),
        ] {
            assert_eq!(Shows::of(code), shows, "{code}");
        }
        assert!(
            Shows::of(builtin(14)).is_date() && Shows::of(builtin(22)).is_date() && !Shows::of(builtin(3)).is_date()
        );
    }
}
