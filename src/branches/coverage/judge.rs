//! Which panchayats a society covers, with the words that decided. What is not certain is doubtful, never covered.

use super::{
    area::{Area, Named, Said, Unit, area},
    places::{Gazetteer, Likeness, Scope},
    words::AreaWords,
};
use std::collections::{BTreeMap, BTreeSet};

/// A society as far as coverage goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Society {
    /// Identity.
    pub id: String,
    /// Registration number as printed.
    pub reg_no: String,
    /// Name.
    pub name: String,
    /// Code of its district.
    pub district: Option<i64>,
    /// Code of its block.
    pub block: Option<i64>,
    /// The panchayat it has its seat in.
    pub panchayat: String,
    /// Its area of operation.
    pub area: String,
    /// Neither cancelled nor being wound up.
    pub stands: bool,
}

/// What a society means for a panchayat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It covers it.
    Covers,
    /// It may.
    Doubtful,
    /// Its area takes the panchayat out.
    Excepted,
    /// It would, or might, and is cancelled or being wound up.
    Gone,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Named as a panchayat, spelt so.
    Named,
    /// Named as a panchayat in another spelling or script, one in the block.
    Spelling,
    /// All of its block.
    WholeBlock,
    /// All of its district.
    WholeDistrict,
    /// Another spelling, and only the district is known.
    OnlyDistrict,
    /// Neither block nor district is known.
    Anywhere,
    /// The name stands in another block than the society's.
    OtherBlock,
    /// Several panchayats have the name.
    Several,
    /// The name is only near.
    Near,
    /// A village of that name is told.
    Village,
    /// The name stands without a level.
    LevelUnsaid,
    /// It has its seat there; its area tells no panchayat that is known.
    Seat,
    /// All of the block but some, and which those are is not certain.
    MaybeExcepted,
    /// It is excepted.
    Excepted,
}

impl Why {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Spelling => "spelling",
            Self::WholeBlock => "whole_block",
            Self::WholeDistrict => "whole_district",
            Self::OnlyDistrict => "only_district",
            Self::Anywhere => "anywhere",
            Self::OtherBlock => "other_block",
            Self::Several => "several",
            Self::Near => "near",
            Self::Village => "village",
            Self::LevelUnsaid => "level_unsaid",
            Self::Seat => "seat",
            Self::MaybeExcepted => "maybe_excepted",
            Self::Excepted => "excepted",
        }
    }
}

/// What was decided of one society and one panchayat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence<'e> {
    /// Place of the panchayat in the list.
    pub panchayat: usize,
    /// What it comes to.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// The words that decided.
    pub phrase: &'e str,
}

/// Judges one society; each decision goes to `told`. False: its area and seat led to no panchayat.
pub fn judge(
    gazetteer: &mut Gazetteer,
    words: &AreaWords,
    society: &Society,
    told: &mut dyn FnMut(Evidence<'_>),
) -> bool {
    let area = area(&society.area, words);
    let mut any = false;
    let mut tell = |mut evidence: Evidence<'_>| {
        any = true;
        if !society.stands && evidence.verdict != Verdict::Excepted {
            evidence.verdict = Verdict::Gone;
        }
        told(evidence);
    };
    let place = Whereabouts::of(gazetteer, society, &area);
    for named in &area.named {
        place.named(gazetteer, named, None, &mut tell);
    }
    place.wholes(gazetteer, &area, &mut tell);
    if !any && !society.panchayat.trim().is_empty() {
        let phrase = society.panchayat.clone();
        let seat = Named { name: phrase.clone(), said: Said::Panchayat, phrase };
        let mut tell = |evidence: Evidence<'_>| {
            any = true;
            let verdict = if society.stands { Verdict::Doubtful } else { Verdict::Gone };
            told(Evidence { verdict, ..evidence });
        };
        place.named(gazetteer, &seat, Some(Why::Seat), &mut tell);
    }
    any
}

/// Where the names of a society are looked for.
struct Whereabouts {
    scopes: Vec<Scope>,
    block: Option<i64>,
    told_blocks: Vec<i64>,
    district: Option<i64>,
}

impl Whereabouts {
    fn of(gazetteer: &Gazetteer, society: &Society, area: &Area) -> Self {
        let district = society.district.or_else(|| match &area.districts[..] {
            [one] => gazetteer.district(one),
            _ => None,
        });
        let told_blocks: Vec<i64> = area.blocks.iter().filter_map(|name| gazetteer.block(name, district)).collect();
        // A block without panchayats in the list narrows nothing.
        let block = society.block.filter(|block| !gazetteer.within(Scope::Block(*block)).is_empty());
        let mut scopes: Vec<Scope> = told_blocks.iter().map(|block| Scope::Block(*block)).collect();
        if scopes.is_empty() {
            let wide = || district.map_or(Scope::Anywhere, Scope::District);
            scopes.push(block.map_or_else(wide, Scope::Block));
        }
        Self { scopes, block, told_blocks, district }
    }

    /// Decides a name of the list; `always` is the reason that outweighs its own.
    fn named(&self, gazetteer: &mut Gazetteer, named: &Named, always: Option<Why>, tell: &mut dyn FnMut(Evidence<'_>)) {
        let found = self.scopes.iter().find_map(|scope| Some((*scope, gazetteer.find(*scope, &named.name)?)));
        let elsewhere = |gazetteer: &mut Gazetteer| {
            let district = Scope::District(self.district?);
            let hits = gazetteer.find(district, &named.name).filter(|hits| hits.likeness != Likeness::Near)?;
            Some((district, hits))
        };
        let (found, other_block) = match found {
            Some(found) => (found, false),
            None => match elsewhere(gazetteer) {
                Some(found) => (found, true),
                None => return self.parts(gazetteer, named, tell),
            },
        };
        let (scope, hits) = found;
        let why = match (hits.panchayats.len(), hits.likeness, scope, named.said) {
            _ if always.is_some() => always.unwrap_or(Why::Seat),
            _ if other_block => Why::OtherBlock,
            (2.., ..) => Why::Several,
            (_, Likeness::Near, ..) => Why::Near,
            (.., Said::Village) => Why::Village,
            (.., Said::Nothing) => Why::LevelUnsaid,
            (_, _, Scope::Anywhere, _) => Why::Anywhere,
            (_, Likeness::Exact, ..) => Why::Named,
            (_, Likeness::Alike, Scope::Block(_), _) => Why::Spelling,
            (_, Likeness::Alike, Scope::District(_), _) => Why::OnlyDistrict,
        };
        let verdict = if matches!(why, Why::Named | Why::Spelling) { Verdict::Covers } else { Verdict::Doubtful };
        for panchayat in hits.panchayats {
            tell(Evidence { panchayat, verdict, why, phrase: &named.phrase });
        }
    }

    /// Names written together, "शेरपुर-ब्यापुर": each part that is one is doubtful.
    fn parts(&self, gazetteer: &mut Gazetteer, named: &Named, tell: &mut dyn FnMut(Evidence<'_>)) {
        let parts: Vec<&str> = named.name.split(['-', '‐', ' ']).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            return;
        }
        for part in parts {
            let found = self.scopes.iter().find_map(|scope| gazetteer.find(*scope, part));
            for panchayat in
                found.filter(|hits| hits.likeness == Likeness::Exact).into_iter().flat_map(|hits| hits.panchayats)
            {
                tell(Evidence { panchayat, verdict: Verdict::Doubtful, why: Why::Near, phrase: &named.phrase });
            }
        }
    }

    /// All of blocks and districts, less what is excepted.
    fn wholes(&self, gazetteer: &mut Gazetteer, area: &Area, tell: &mut dyn FnMut(Evidence<'_>)) {
        for whole in &area.wholes {
            let own_block = || self.told_blocks.first().copied().or(self.block);
            let block = |gazetteer: &Gazetteer| gazetteer.block(&whole.name, self.district);
            let scope = match (whole.unit, whole.name.is_empty()) {
                (Unit::Block | Unit::Unsaid, true) => own_block().map(Scope::Block),
                (Unit::Block, false) => block(gazetteer).map(Scope::Block),
                (Unit::District, true) => self.district.map(Scope::District),
                (Unit::District, false) => gazetteer.district(&whole.name).map(Scope::District),
                (Unit::Unsaid, false) => {
                    let name = gazetteer.district(&whole.name).filter(|code| Some(*code) == self.district);
                    block(gazetteer).map(Scope::Block).or(name.map(Scope::District))
                }
            };
            let Some(scope) = scope else {
                // "whole of X", where X is no block: the panchayat of that name, if there is one.
                if whole.unit == Unit::Unsaid {
                    let phrase = whole.phrase.clone();
                    let named = Named { name: whole.name.clone(), said: Said::Nothing, phrase };
                    self.named(gazetteer, &named, None, tell);
                }
                continue;
            };
            let (mut out, mut perhaps, mut unknown) = (BTreeMap::new(), BTreeSet::new(), false);
            for named in &area.excepted {
                match gazetteer.find(scope, &named.name) {
                    Some(hits) if hits.panchayats.len() == 1 && hits.likeness != Likeness::Near => {
                        out.extend(hits.panchayats.into_iter().map(|at| (at, &named.phrase)));
                    }
                    Some(hits) => perhaps.extend(hits.panchayats),
                    // Excepted, and nobody can tell which: none of the unit is certain.
                    None => unknown = true,
                }
            }
            let why = if matches!(scope, Scope::Block(_)) { Why::WholeBlock } else { Why::WholeDistrict };
            // A block found by its name alone may be one of another district.
            let sure = self.district.is_some() || self.block.is_some();
            for panchayat in gazetteer.within(scope).iter().copied() {
                if let Some(phrase) = out.get(&panchayat) {
                    tell(Evidence { panchayat, verdict: Verdict::Excepted, why: Why::Excepted, phrase });
                    continue;
                }
                let (verdict, why) = if unknown || perhaps.contains(&panchayat) {
                    (Verdict::Doubtful, Why::MaybeExcepted)
                } else if sure {
                    (Verdict::Covers, why)
                } else {
                    (Verdict::Doubtful, Why::Anywhere)
                };
                tell(Evidence { panchayat, verdict, why, phrase: &whole.phrase });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{branches::coverage::places::Panchayat, catalogue::Files};

    fn gazetteer() -> Gazetteer {
        let panchayat = |code, block, en: &str, hi: &str| Panchayat {
            code,
            block: Some(block),
            district: Some(1),
            name_en: en.into(),
            name_hi: hi.into(),
        };
        let all = vec![
            panchayat(11, 101, "Sherpur", "शेरपुर"),
            panchayat(12, 101, "Beyapur", ""),
            panchayat(13, 101, "Sarai", "सराय"),
            panchayat(21, 102, "Sherpur", "शेरपुर"),
            panchayat(22, 102, "Khagaul", "खगौल"),
        ];
        let named = |code, parent, en: &str, hi: &str| (code, parent, [en.to_owned(), hi.to_owned()]);
        let blocks = [named(101, Some(1), "Maner", "मनेर"), named(102, Some(1), "Danapur", "दानापुर")];
        Gazetteer::new(all, &blocks, &[named(1, None, "Patna", "पटना")])
    }

    fn society(area: &str, block: Option<i64>) -> Society {
        Society { district: Some(1), block, area: area.into(), stands: true, ..Society::default() }
    }

    fn told(society: &Society) -> Vec<(i64, Verdict, Why)> {
        let (mut gazetteer, words) = (gazetteer(), AreaWords::load(&Files::embedded()).unwrap());
        let mut all = Vec::new();
        judge(&mut gazetteer, &words, society, &mut |one| all.push((one.panchayat, one.verdict, one.why)));
        all.into_iter().map(|(at, verdict, why)| (gazetteer.all[at].code, verdict, why)).collect()
    }

    #[test]
    fn a_name_covers_only_where_it_is_the_one_of_its_block() {
        use Verdict::{Covers, Doubtful};
        let in_block = told(&society("ग्राम पंचायत शेरपुर एवं ब्यापुर", Some(101)));
        assert_eq!(in_block, [(11, Covers, Why::Named), (12, Covers, Why::Spelling)], "the other script");
        let in_district = told(&society("ग्राम पंचायत शेरपुर", None));
        assert_eq!(in_district, [(11, Doubtful, Why::Several), (21, Doubtful, Why::Several)]);
        let by_qualifier = told(&society("ग्राम पंचायत शेरपुर, प्रखंड दानापुर", None));
        assert_eq!(by_qualifier, [(21, Covers, Why::Named)]);
        assert_eq!(told(&society("ग्राम पंचायत खगौल", Some(101))), [(22, Doubtful, Why::OtherBlock)]);
        assert_eq!(told(&society("Village Sarai", Some(101))), [(13, Doubtful, Why::Village)]);
        assert_eq!(told(&society("Sarai", Some(101))), [(13, Doubtful, Why::LevelUnsaid)]);
        assert_eq!(told(&society("ग्राम पंचायत रामगढ़", Some(101))), []);
    }

    #[test]
    fn a_whole_block_less_what_is_excepted() {
        use Verdict::{Covers, Doubtful, Excepted};
        let all = told(&society("मनेर प्रखंड की सभी पंचायतें, सराय को छोड़कर", Some(101)));
        let whole = |code| (code, Covers, Why::WholeBlock);
        assert_eq!(all, [whole(11), whole(12), (13, Excepted, Why::Excepted)]);
        let unknown = told(&society("whole of Maner block excluding Xyzabad", Some(101)));
        assert!(
            unknown.iter().all(|(_, verdict, why)| (*verdict, *why) == (Doubtful, Why::MaybeExcepted)),
            "{unknown:?}"
        );
        assert_eq!(unknown.len(), 3);
    }

    #[test]
    fn what_is_gone_covers_nothing_and_a_seat_is_no_area() {
        let gone = Society { stands: false, ..society("ग्राम पंचायत सराय", Some(101)) };
        assert_eq!(told(&gone), [(13, Verdict::Gone, Why::Named)]);
        let seated = Society { panchayat: "सराय".into(), ..society("", Some(101)) };
        assert_eq!(told(&seated), [(13, Verdict::Doubtful, Why::Seat)]);
    }
}
