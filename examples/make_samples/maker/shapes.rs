//! The shapes clerks give to dates and amounts.

use jiff::civil::{Date, date};

pub const MONTHS_HI: [&str; 12] =
    ["जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितम्बर", "अक्टूबर", "नवम्बर", "दिसम्बर"];
pub const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `27434048` as `2,74,34,048`.
pub fn indian(n: i64) -> String {
    let digits = n.abs().to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    let mut out = String::from(tail);
    let mut rest = head;
    while !rest.is_empty() {
        let (front, pair) = rest.split_at(rest.len().saturating_sub(2));
        out = format!("{pair},{out}");
        rest = front;
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// Digits of a text in Devanagari.
pub fn devanagari(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0966 + d)).unwrap_or(c)).collect()
}

/// Rupees as lakh with two places; only whole thousands are exact.
pub fn lakh(rupees: i64) -> String {
    format!("{}.{:02}", rupees / 100_000, rupees % 100_000 / 1000)
}

/// Number Excel keeps for a day (1900 system).
pub fn serial(day: Date) -> i64 {
    i64::from((day - date(1899, 12, 30)).get_days())
}

/// `12/03/1957` with the separator given.
pub fn dmy(day: Date, between: &str) -> String {
    format!("{:02}{between}{:02}{between}{:04}", day.day(), day.month(), day.year())
}

/// `12.03.57`.
pub fn dmy_short(day: Date) -> String {
    format!("{:02}.{:02}.{:02}", day.day(), day.month(), day.year() % 100)
}

/// `12 मार्च 1957`.
pub fn in_words_hi(day: Date) -> String {
    format!("{} {} {}", day.day(), MONTHS_HI[usize::from(day.month().unsigned_abs()) - 1], day.year())
}

/// `12-Mar-1957`.
pub fn in_words_en(day: Date) -> String {
    format!("{:02}-{}-{}", day.day(), MONTHS_EN[usize::from(day.month().unsigned_abs()) - 1], day.year())
}
