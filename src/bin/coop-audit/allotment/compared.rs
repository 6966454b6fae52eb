//! A draft against what it was made from: the register as it was read, the figures as they are today.

use crate::{reading, words::Words};
use coop_registry::{
    branches::audit::{
        Reading,
        allotment::{Draft, Method, Reason},
        draws::{self, Drawing},
    },
    cli::{CommandError, Office},
    model::{Date, Moment},
    register::ReadRegister,
};

/// The facts of the draft against the register as it was when the draft was made: a draft proves itself from facts it holds
/// itself, so without this whoever writes the facts writes the allotment.
pub fn against_register(
    register: &dyn ReadRegister,
    words: &Words,
    draft: &Draft,
) -> Result<Option<Reason>, CommandError> {
    let at = &draft.body.read;
    let differs = || Some(Reason::new("ALT-510").with("day", at.day_no));
    if register.last_day_no()? < at.day_no {
        return Ok(differs());
    }
    if let Method::Draw { ceremony: Some(ceremony), .. } = &draft.body.method {
        let all = draws::draws(register, Moment::on(Date::MAX))?;
        let kept = all.iter().find(|one| one.id == ceremony.draw && one.ended.is_none()).and_then(Drawing::ceremony);
        if kept.as_ref() != Some(ceremony) {
            return Ok(Some(Reason::new("ALT-518").with("draw", &ceremony.draw)));
        }
    }
    let terms = &draft.body.terms;
    let moment = Moment { as_of: at.as_of, known_on: at.known_on };
    let read = reading::read(words, register, moment, terms.fy, terms.office())?;
    Ok(if read.facts == draft.body.facts { None } else { differs() })
}

/// Figures that the catalogue or the settings now give otherwise: no fault of the draft, but worth knowing.
pub fn changed_terms(office: &Office, draft: &Draft) -> Result<Option<Reason>, CommandError> {
    let then = &draft.body.terms;
    let facts = Reading { facts: draft.body.facts.clone(), ..Reading::default() };
    let now = reading::terms(office, &facts, then.fy, Moment::on(draft.body.read.as_of))?;
    Ok((now != *then).then(|| Reason::new("ALT-513")))
}
