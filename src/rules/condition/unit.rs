//! Units: what may be added to or compared with what, and how far apart the small units are.
//!
//! Everything is a whole number: money in paise, percentages in hundredths, quantities in thousandths of their unit,
//! dates in days. A unit says which powers stand behind the number, so that a rule which compares rupees with
//! kilograms, or forgets the 10,000 of a share, is refused when the catalogue loads.

/// Base units in the order of [`Dims::powers`].
const BASES: [&str; 7] = ["INR", "litre", "kg", "tonne", "hectare", "sq metre", "marks"];
const INR: usize = 0;

/// Powers behind a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dims {
    powers: [i8; 7],
    /// Factors that are percentages: each stands for 10,000 small units to one.
    percent: i8,
    /// Literal factors of 10,000 written against a percentage on the other side.
    ten_thousands: i8,
    /// Factors of a thousand between the number and its unit.
    pub(crate) thousands: u8,
    /// A percentage of a count: told as that part of it, not as a percentage.
    of_count: bool,
}

/// Unit of a number of the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Days since 1 January 1970.
    Date,
    /// Number of a word.
    Text,
    /// Anything that is reckoned with.
    Amount(Dims),
}

impl Unit {
    /// A plain count.
    pub(crate) const COUNT: Unit =
        Unit::Amount(Dims { powers: [0; 7], percent: 0, ten_thousands: 0, thousands: 0, of_count: false });

    /// Unit as written in the lists (`INR`, `percent`, `litre/day`, `INR/kg`, `times`); unknown names give nothing.
    pub(crate) fn named(name: &str) -> Option<Unit> {
        let mut dims = Dims::default();
        let (above, below) = name.split_once('/').unwrap_or((name, ""));
        match above {
            "percent" => dims.percent = 1,
            "number" | "code" | "flag" | "persons" | "members" | "meetings" | "societies" | "days" | "months"
            | "years" => {}
            // Multiples may be broken: 2.5 times.
            "times" => dims.thousands = 1,
            "date" => return Some(Unit::Date),
            "text" | "enum" => return Some(Unit::Text),
            base => {
                let no = BASES.iter().position(|known| *known == base)?;
                dims.powers[no] = 1;
                dims.thousands = u8::from(no != INR);
            }
        }
        match below {
            // Days and the like are counts, so a daily figure times a number of days is the figure's own unit.
            "" | "day" => {}
            "ha" => dims.powers[4] -= 1,
            base => {
                let no = BASES.iter().position(|known| *known == base)?;
                dims.powers[no] -= 1;
            }
        }
        Some(Unit::Amount(dims))
    }
    /// How many small units one unit as people write it has.
    pub(crate) fn small_units(self) -> i64 {
        let Unit::Amount(dims) = self else { return 1 };
        let money = if dims.powers[INR] == 1 { 100 } else { 1 };
        let percent = if dims.percent == 1 { 100 } else { 1 };
        money * percent * 1000_i64.pow(u32::from(dims.thousands))
    }
    /// Is this a unit of its own (rupees, a percentage, litres), or a product in the midst of a sum?
    pub(crate) fn is_plain(self) -> bool {
        match self {
            Unit::Amount(dims) => {
                dims.ten_thousands == 0
                    && dims.powers.iter().chain([&dims.percent]).map(|p| p.abs()).sum::<i8>() <= 1
                    && dims.thousands <= 1
            }
            Unit::Date | Unit::Text => true,
        }
    }
    /// Reckoned with, neither date nor text?
    pub(crate) fn dims(self) -> Option<Dims> {
        if let Unit::Amount(dims) = self { Some(dims) } else { None }
    }
    /// A whole count without any unit?
    pub(crate) fn is_count(self) -> bool {
        self == Unit::COUNT
    }
    /// A bare percentage?
    pub(crate) fn is_percent(self) -> bool {
        self.shown() == Shown::Percent
    }
    /// A bare amount of rupees?
    pub(crate) fn is_money(self) -> bool {
        self.shown() == Shown::Money { divide_by: 1 }
    }
    /// Largest magnitude a value of this unit may have on input, in small units.
    pub(crate) fn limit(self) -> i64 {
        match self {
            // Year 9999 is day 2,932,896.
            Unit::Date => 3_000_000,
            Unit::Text => i64::from(u32::MAX),
            Unit::Amount(dims) if dims.percent != 0 => 1_000_000,
            Unit::Amount(dims) if dims.powers[INR] != 0 => crate::model::Paise::LIMIT,
            Unit::Amount(dims) if dims.thousands > 0 => 1_000_000_000_000_000,
            Unit::Amount(_) => 10_000_000_000,
        }
    }
    /// May two numbers of these units be added or compared (scales apart)?
    pub(crate) fn agrees(self, other: Unit) -> bool {
        match (self, other) {
            (Unit::Amount(a), Unit::Amount(b)) => {
                let shares = a.percent != 0 || b.percent != 0;
                a.powers == b.powers && (!shares || a.percent + a.ten_thousands == b.percent + b.ten_thousands)
            }
            (a, b) => a == b,
        }
    }
    /// Unit of a product; a fault where the product has no meaning here.
    pub(crate) fn times(self, other: Unit) -> Result<Unit, &'static str> {
        let (Unit::Amount(a), Unit::Amount(b)) = (self, other) else {
            return Err("dates and texts cannot be multiplied");
        };
        if a.powers[INR] != 0 && b.powers[INR] != 0 {
            return Err("money times money has no meaning; compare two ratio(a, b) instead");
        }
        if a.percent != 0 && b.percent != 0 {
            return Err("a percentage of a percentage is not allowed");
        }
        let mut dims = a;
        for (power, more) in dims.powers.iter_mut().zip(b.powers) {
            *power += more;
        }
        dims.percent += b.percent;
        dims.ten_thousands += b.ten_thousands;
        dims.thousands += b.thousands;
        dims.of_count = dims.percent != 0 && dims.powers == [0; 7];
        if dims.thousands > 3 || dims.powers.iter().any(|p| p.abs() > 2) {
            return Err("too many quantities are multiplied");
        }
        Ok(Unit::Amount(dims))
    }
    /// The same after multiplication by the literal 10,000 (or a multiple of it).
    pub(crate) fn times_ten_thousand(self) -> Unit {
        match self {
            Unit::Amount(dims) => Unit::Amount(Dims { ten_thousands: dims.ten_thousands + 1, ..dims }),
            other => other,
        }
    }
    /// The same with one more factor of a thousand between number and unit.
    pub(crate) fn with_thousands(self, thousands: u8) -> Unit {
        match self {
            Unit::Amount(dims) => Unit::Amount(Dims { thousands, ..dims }),
            other => other,
        }
    }
    /// For people: decimal places of the number as printed, and whether it is money or a bare percentage.
    pub(crate) fn shown(self) -> Shown {
        match self {
            Unit::Date => Shown::Date,
            Unit::Text => Shown::Text,
            Unit::Amount(dims) => {
                let money = dims.powers[INR] == 1;
                let bare_percent =
                    dims.percent == 1 && dims.ten_thousands == 0 && dims.powers == [0; 7] && !dims.of_count;
                let shares = u32::from((dims.percent + dims.ten_thousands).unsigned_abs());
                let places = if bare_percent { 2 } else { 4 * shares } + 3 * u32::from(dims.thousands);
                if money {
                    Shown::Money { divide_by: 10_i128.pow(places.min(30)) }
                } else if bare_percent {
                    Shown::Percent
                } else {
                    Shown::Decimal { places }
                }
            }
        }
    }
    /// Name for a fault: `INR`, `percent`, `litre`, `number`.
    pub(crate) fn name(self) -> String {
        match self {
            Unit::Date => "date".into(),
            Unit::Text => "text".into(),
            Unit::Amount(dims) => {
                let mut parts: Vec<String> = BASES
                    .iter()
                    .zip(dims.powers)
                    .filter(|(_, power)| *power != 0)
                    .map(|(base, power)| if power == 1 { (*base).to_owned() } else { format!("{base}^{power}") })
                    .collect();
                parts.extend((dims.percent != 0).then(|| "percent".to_owned()));
                parts.extend((dims.ten_thousands != 0).then(|| "10000".to_owned()));
                if parts.is_empty() { "number".into() } else { parts.join(" x ") }
            }
        }
    }
}

/// How a number of the condition is shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A calendar date.
    Date,
    /// A word.
    Text,
    /// Rupees, after division.
    Money {
        /// What lies between the number and whole paise.
        divide_by: i128,
    },
    /// A bare percentage in hundredths.
    Percent,
    /// A decimal.
    Decimal {
        /// Places after the point.
        places: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_compared_only_against_its_ten_thousand() {
        let inr = Unit::named("INR").unwrap();
        let share = inr.times(Unit::named("percent").unwrap()).unwrap();
        assert!(!inr.agrees(share), "the 10000 is forgotten");
        assert!(inr.times_ten_thousand().agrees(share));
        assert!(inr.times(inr).is_err());
    }

    #[test]
    fn a_percentage_of_a_count_is_shown_as_so_many() {
        let percent = Unit::named("percent").unwrap();
        let of_members = Unit::named("members").unwrap().times(percent).unwrap();
        assert_eq!(of_members.shown(), Shown::Decimal { places: 4 });
        assert!(of_members.agrees(Unit::COUNT.times_ten_thousand()) && !of_members.agrees(Unit::COUNT));
        assert_eq!(percent.shown(), Shown::Percent);
    }

    #[test]
    fn a_price_times_a_quantity_is_money() {
        let kg = Unit::named("kg").unwrap();
        let price = Unit::named("INR/kg").unwrap();
        assert!(kg.times(price).unwrap().agrees(Unit::named("INR").unwrap()));
        assert!(!kg.agrees(Unit::named("litre").unwrap()));
        assert!(Unit::named("litre/day").unwrap().agrees(Unit::named("litre").unwrap()));
        assert_eq!(Unit::named("furlong"), None);
    }
}
