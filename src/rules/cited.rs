//! What a rule rests on, in words: sections and figures, each with how it was seen and whether it is the society's own law.

use super::{LawOn, Rule, Rulebook, Standing, condition::Unit};
use crate::model::{Label, Language, Paise};

impl Rulebook {
    /// A citation in words: name of the Act, section, how it was seen; under a law also whether it is a comparison.
    pub fn citation(&self, basis: &str, law: Option<&LawOn>, language: Language) -> String {
        if let Some((statute, number, section)) = self.statutes.cited(basis) {
            let standing = law.and_then(|law| law.standing(statute).remark(language));
            let remarks: Vec<&str> = std::iter::once(section.seen.word(language)).chain(standing).collect();
            let (name, place) = (statute.name.in_language(language), statute.cited_as(number, section));
            return format!("{name}, {} ({})", place.in_language(language), remarks.join("; "));
        }
        match (basis, language) {
            ("arithmetic", Language::En) => "identity of the figures".into(),
            ("arithmetic", Language::Hi) => "अंकगणितीय सर्वसमिका".into(),
            ("practice", Language::En) => "practice of audit".into(),
            ("practice", Language::Hi) => "अंकेक्षण परिपाटी".into(),
            (_, Language::En) => "convention of this program".into(),
            (_, Language::Hi) => "इस कार्यक्रम की परिपाटी".into(),
        }
    }
    /// All a rule rests on under a law: its sections, then every figure it uses with where that comes from. A section may be
    /// seen in text and its figure not, so each says for itself.
    pub fn basis(&self, rule: &Rule, law: &LawOn) -> Vec<Label> {
        let both = |line: &dyn Fn(Language) -> String| Label { en: line(Language::En), hi: line(Language::Hi) };
        let sections = rule.entry.basis.iter().map(|basis| both(&|language| self.citation(basis, Some(law), language)));
        let figures = self.figures_of(rule).into_iter().filter_map(|name| {
            let (figure, def) = (self.figure(law, name)?, self.fields.params.get(name)?);
            let written = match Unit::named(&def.unit) {
                Some(unit) if unit.is_percent() => format!("{} %", figure.written),
                Some(unit) if unit.is_money() => format!("₹ {}", Paise(figure.value)),
                _ => figure.written.clone(),
            };
            Some(both(&|language| {
                let meaning = if language == Language::Hi { &def.hi } else { &def.en };
                format!("{meaning}: {written} – {}", figure.origin(language))
            }))
        });
        sections.chain(figures).collect()
    }
}

impl Standing {
    /// What a reader must know of it; nothing for the society's own law and for what claims to be none.
    pub(super) fn remark(self, language: Language) -> Option<&'static str> {
        match (self, language) {
            (Standing::Comparison, Language::En) => Some("comparison, not this society's own Act"),
            (Standing::Comparison, Language::Hi) => Some("तुलनार्थ, समिति का अपना अधिनियम नहीं"),
            (Standing::Own | Standing::Convention | Standing::Office, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::NativeRule;
    use super::*;
    use crate::catalogue::Files;
    use jiff::civil::date;

    fn said(code: &str, act: &str, language: Language) -> String {
        let native = NativeRule { code: "FIL-009", check: |_| None };
        let book = Rulebook::load(&Files::embedded(), &[native]).unwrap();
        let lines = book.basis(book.rule(code).unwrap(), &book.law_on(act, date(2025, 3, 31)));
        lines.iter().map(|line| line.in_language(language)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_section_seen_in_text_does_not_lend_its_word_to_an_unverified_figure() {
        let own = said("APP-005", "mscs_2002", Language::En);
        assert!(own.contains("63(2)(a) (text seen)\n"), "{own}");
        assert!(own.contains("Highest rate of dividend: 20 % – ") && own.ends_with("63(2)(a) (unverified)"), "{own}");
    }

    #[test]
    fn the_law_of_another_act_is_marked_as_a_comparison_and_part_ixb_binds_multi_state_societies() {
        let bihar = said("FIL-001", "bihar_1935", Language::Hi);
        assert_eq!(bihar.matches("तुलनार्थ").count(), 2, "{bihar}");
        let multi_state = said("FIL-001", "mscs_2002", Language::En);
        assert_eq!(multi_state.matches("; comparison").count(), 0, "{multi_state}");
        let hindi = said("BSH-001", "bihar_1935", Language::Hi);
        assert!(!hindi.contains(|c: char| c.is_ascii_alphabetic()), "{hindi}");
        let unnamed = said("APP-001", "", Language::En);
        assert_eq!(unnamed.matches("; comparison").count(), 4, "three sections and the figure: {unnamed}");
    }
}
