//! The seats of an election: `chairman/general=1, member/women=2`, read, written and held against what an Act says.

use super::{
    ElectionLaw, fault,
    law::{SeatRule, figure},
    told,
};
use crate::{
    branches::cases::Law,
    cleaning::Codes,
    model::{Finding, Findings},
};

/// Seats of one post and category.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// Code of the list `post`.
    pub post: String,
    /// Code of the list `seat_category`.
    pub category: String,
    /// How many.
    pub number: u32,
}

impl Seat {
    /// As it is told: `member/women`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.post, self.category)
    }
}

/// Reads seats; every part that is none, as it was told. Codes may be told by their words.
pub fn read_seats(text: &str, codes: &Codes) -> Result<Vec<Seat>, Vec<String>> {
    let code = |list: &str, text: &str| {
        let read = codes.read(list, text.trim()).ok()?;
        (read.doubts.is_empty()).then(|| read.value.as_text().map(str::to_owned))?
    };
    let one = |part: &str| {
        let (name, number) = part.split_once('=')?;
        let (post, category) = name.split_once('/').unwrap_or((name, "general"));
        let number = number.trim().parse().ok().filter(|number| *number > 0)?;
        Some(Seat { post: code("post", post)?, category: code("seat_category", category)?, number })
    };
    let (mut seats, mut wrong): (Vec<Seat>, Vec<String>) = (Vec::new(), Vec::new());
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match one(part).filter(|seat| !seats.iter().any(|known| known.name() == seat.name())) {
            Some(seat) => seats.push(seat),
            None => wrong.push(part.to_owned()),
        }
    }
    if wrong.is_empty() && !seats.is_empty() {
        return Ok(seats);
    }
    if wrong.is_empty() {
        wrong.push("–".to_owned());
    }
    Err(wrong)
}

/// Seats as the register keeps them.
pub fn written_seats(seats: &[Seat]) -> String {
    seats.iter().map(|seat| format!("{}={}", seat.name(), seat.number)).collect::<Vec<_>>().join(", ")
}

/// Seats held against the figures of an Act: faults where one binds, warnings where it was seen only as practice.
pub(super) fn held(
    about: &str,
    seats: &[Seat],
    election: &ElectionLaw,
    law: &Law,
    (act, class): (&str, &str),
) -> (Findings, Findings) {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    let count = |fits: &dyn Fn(&Seat) -> bool| {
        seats.iter().filter(|seat| fits(seat)).map(|seat| i64::from(seat.number)).sum::<i64>()
    };
    let (all, reserved) = (count(&|_| true), count(&|seat| seat.category != "general"));
    let women = count(&|seat| seat.category == "women");
    let sc_st = count(&|seat| ["sc_st", "sc", "st"].contains(&seat.category.as_str()));
    for line in election.seats(act, class) {
        let Some((limit, basis)) = figure(law, &line.line) else { continue };
        let posts: Vec<String> = seats
            .iter()
            .filter(|seat| line.posts.contains(&seat.post) && seat.category != "general")
            .map(Seat::name)
            .collect();
        let (code, found) = match line.what {
            SeatRule::MostSeats if all > limit => ("121", all),
            // Crosswise: no division.
            SeatRule::MostReservedPercent if reserved * 100 > limit * all => ("122", reserved),
            SeatRule::LeastWomenPercent if women * 100 < limit * all => ("123", women),
            SeatRule::LeastWomen if women < limit => ("124", women),
            SeatRule::LeastScSt if sc_st < limit => ("125", sc_st),
            SeatRule::UnreservedPost if !posts.is_empty() => ("126", reserved),
            _ => continue,
        };
        let said = |finding: Finding| {
            let finding = finding.with("found", found).with("limit", limit).with("all", all);
            finding.with("posts", posts.join(", ")).with("basis", &basis.en).with("basis_hi", &basis.hi)
        };
        if line.binds {
            faults.push(said(fault(&format!("ELE-{code}"), about)));
        } else {
            // The same sentence as a warning has a code of its own: 2xx.
            warnings.push(said(told(&format!("ELE-2{}", &code[1..]), about)));
        }
    }
    (faults, warnings)
}
