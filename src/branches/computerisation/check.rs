//! What is held against the rules: the order of stages of a unit, sums and shares of its sanction, its hardware, counts of a place.

use super::{OrderRule, Programme, Stage, Unit, Weight};
use crate::model::{Date, Finding, Findings, Language, Locus, Paise, Severity, TableDef, Value};

impl OrderRule {
    /// Does it hold for units of this State and phase?
    pub fn holds_for(&self, state: &str, phase: Option<i64>) -> bool {
        self.state.as_ref().is_none_or(|only| only == state)
            && self.phase_from.is_none_or(|from| phase.is_some_and(|phase| phase >= from))
    }
}

/// Everything to be looked at of one unit as it stood on a day.
pub fn findings_of(programme: &Programme, table: &TableDef, unit: &Unit, state: &str, on: Date) -> Findings {
    let place = Locus { society: Some(called(unit)), ..Locus::default() };
    let day = |stage: &Stage| unit.day(stage).filter(|day| *day <= on);
    let mut found = Vec::new();
    let ordered = programme.is_ordered(&unit.kind);
    for rule in programme.order.iter().filter(|rule| ordered && rule.holds_for(state, unit.phase)) {
        let (first, then) = (&programme.stages[rule.first], &programme.stages[rule.then]);
        let Some(then_on) = day(then) else { continue };
        let first_on = day(first);
        if first_on.is_none_or(|first| first > then_on) {
            let (code, severity) = match rule.weight {
                Weight::Refuse => ("PCS-201", Severity::Error),
                Weight::Warn => ("PCS-202", Severity::Warning),
            };
            let finding = Finding::new(code, severity, place.clone());
            found.push(out_of_order(programme, rule, finding, (first_on, then_on)));
        }
    }
    let money = |key: &str| unit.value(table, key).as_money();
    let amounts = (money("sanctioned"), money("centre_share"), money("state_share"));
    found.extend(shares(programme, &unit.kind, amounts, &place));
    if let Some(items) = unit.value(table, "items").as_text() {
        found.extend(kit(programme, &unit.kind, items, &place));
    }
    found
}

fn called(unit: &Unit) -> String {
    if unit.reg_no.is_empty() { unit.id.clone() } else { unit.reg_no.clone() }
}

/// Names both stages, their days and the source in a finding.
pub(super) fn out_of_order(
    programme: &Programme,
    rule: &OrderRule,
    finding: Finding,
    (first_on, then_on): (Option<Date>, Date),
) -> Finding {
    let (first, then) = (&programme.stages[rule.first].label, &programme.stages[rule.then].label);
    finding
        .with("first", &first.en)
        .with("first_hi", &first.hi)
        .with("then", &then.en)
        .with("then_hi", &then.hi)
        .with("then_on", then_on)
        .with("first_on", first_on.map_or_else(|| "not recorded".to_owned(), |day| day.to_string()))
        .with("first_on_hi", first_on.map_or_else(|| "दर्ज नहीं".to_owned(), |day| day.to_string()))
        .with("basis", rule.basis.printed(Language::En))
        .with("basis_hi", rule.basis.printed(Language::Hi))
}

/// Amounts of a sanction: the parts make the whole, and stand as the scheme shares them. In the order total, Centre, State.
pub fn shares(
    programme: &Programme,
    kind: &str,
    (total, centre, state): (Option<Paise>, Option<Paise>, Option<Paise>),
    place: &Locus,
) -> Findings {
    let mut found = Vec::new();
    let (Some(centre), Some(state)) = (centre, state) else { return found };
    let sum = i128::from(centre.0) + i128::from(state.0);
    if let Some(total) = total.filter(|total| i128::from(total.0) != sum) {
        let paise = |amount: i128| Paise(i64::try_from(amount).unwrap_or(i64::MAX));
        let finding = Finding::new("PCS-301", Severity::Warning, place.clone()).with("total", total);
        let finding = finding.with("centre", centre).with("state", state).with("sum", paise(sum));
        found.push(finding.with("unexplained", paise(i128::from(total.0) - sum)));
    }
    let rule = &programme.shares;
    if rule.kinds.iter().any(|one| one == kind) {
        // Held without division: what each share would be if the other were right differs by less than the rounding.
        let apart = i128::from(centre.0) * i128::from(rule.state) - i128::from(state.0) * i128::from(rule.centre);
        let allowed = i128::from(rule.tolerance) * i128::from(rule.centre + rule.state);
        if apart.abs() > allowed {
            let finding = Finding::new("PCS-302", Severity::Warning, place.clone()).with("centre", centre);
            let finding = finding.with("state", state).with("ratio", format!("{}:{}", rule.centre, rule.state));
            let finding = finding.with("basis", rule.basis.printed(Language::En));
            found.push(finding.with("basis_hi", rule.basis.printed(Language::Hi)));
        }
    }
    found
}

/// Hardware of the programme that a delivery does not name; nothing where the items are not known by their codes.
pub fn kit(programme: &Programme, kind: &str, items: &str, place: &Locus) -> Findings {
    let delivered: Vec<&str> = items.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    if delivered.is_empty() || delivered.iter().any(|item| !programme.items.contains_key(*item)) {
        return Vec::new();
    }
    let missing: Vec<&String> = programme.kit(kind).iter().filter(|item| !delivered.contains(&item.as_str())).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let named = |language: Language| {
        let names = missing.iter().filter_map(|item| programme.items.get(*item));
        names.map(|label| label.in_language(language)).collect::<Vec<_>>().join(", ")
    };
    let finding = Finding::new("PCS-303", Severity::Info, place.clone());
    vec![finding.with("missing", named(Language::En)).with("missing_hi", named(Language::Hi))]
}

/// The counts of a place in the order of the progress sheet: a later stage counts no more than an earlier one.
pub fn order_of_counts(programme: &Programme, counts: &[u64], place: &str) -> Findings {
    let rules = programme.order.iter().filter(|rule| rule.state.is_none() && rule.phase_from.is_none());
    let broken = rules.filter(|rule| counts[rule.first] < counts[rule.then]).map(|rule| {
        let (code, severity) = match rule.weight {
            Weight::Refuse => ("PCS-401", Severity::Error),
            Weight::Warn => ("PCS-402", Severity::Warning),
        };
        let (first, then) = (&programme.stages[rule.first].label, &programme.stages[rule.then].label);
        Finding::new(code, severity, Locus { society: Some(place.to_owned()), ..Locus::default() })
            .with("first", &first.en)
            .with("first_hi", &first.hi)
            .with("first_count", counts[rule.first])
            .with("then", &then.en)
            .with("then_hi", &then.hi)
            .with("then_count", counts[rule.then])
            .with("basis", rule.basis.printed(Language::En))
            .with("basis_hi", rule.basis.printed(Language::Hi))
    });
    broken.collect()
}

/// What a value of a list says of kinds of hardware: their codes joined, or `None` where one is not known.
pub fn items_read(programme: &Programme, read: &dyn Fn(&str) -> Option<String>, text: &str) -> Result<Value, String> {
    let mut codes: Vec<String> = Vec::new();
    for part in text.split([',', ';', '/']).map(str::trim).filter(|part| !part.is_empty()) {
        let code = read(part).filter(|code| programme.items.contains_key(code)).ok_or_else(|| part.to_owned())?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(Value::text(codes.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        model::Paise,
    };

    fn programme() -> Programme {
        let files = Files::embedded();
        Programme::load(&files, &load_tables(&files).unwrap()).unwrap()
    }
    fn codes(found: &Findings) -> Vec<&str> {
        found.iter().map(|finding| finding.code.as_str()).collect()
    }

    #[test]
    fn what_the_press_printed_of_bihar_leaves_ninety_two_lakh_unexplained() {
        // 54.92 crore = 32.94 + 21.06 + 0.92 (mission P2).
        let crore = |hundredths: i64| Some(Paise(hundredths * 10_000_000));
        let found = shares(&programme(), "pacs", (crore(5492), crore(3294), crore(2106)), &Locus::default());
        assert_eq!(codes(&found), ["PCS-301", "PCS-302"]);
        let unexplained = found[0].args.iter().find(|(name, _)| name == "unexplained");
        assert_eq!(unexplained.map(|(_, value)| value.as_str()), Some(Paise(920_000_000).to_string().as_str()));
    }

    #[test]
    fn sixty_to_forty_holds_to_the_rupee_and_only_for_programmes_it_is_said_of() {
        let programme = programme();
        let held = |kind: &str, centre: i64, state: i64| {
            codes(&shares(&programme, kind, (None, Some(Paise(centre)), Some(Paise(state))), &Locus::default())).len()
        };
        assert_eq!(held("pacs", 6_000_000, 4_000_000), 0);
        assert_eq!(held("pacs", 6_000_060, 3_999_940), 0, "rounded to the rupee");
        assert_eq!(held("pacs", 6_000_200, 3_999_800), 1);
        assert_eq!(held("office", 10, 90), 0);
    }

    #[test]
    fn a_later_stage_that_counts_more_is_an_error_or_a_warning_as_the_sheet_had_it() {
        let programme = programme();
        let at = |code: &str| programme.stage(code).unwrap();
        let mut counts = vec![60; programme.stages.len()];
        (counts[at("audit")], counts[at("hoc")]) = (54, 59);
        (counts[at("epacs")], counts[at("day_end")]) = (10, 11);
        assert_eq!(codes(&order_of_counts(&programme, &counts, "Baran")), ["PCS-402", "PCS-401"]);
    }
}
