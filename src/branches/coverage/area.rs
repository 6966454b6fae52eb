//! An area of operation as a clerk wrote it, taken apart: panchayats named, whole blocks or districts, what is excepted.

use super::words::{AreaWords, Means, folded};

/// How the level of a name was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// As that of a gram panchayat.
    Panchayat,
    /// As that of a village.
    Village,
    /// Not at all.
    Nothing,
}

/// A name in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name alone.
    pub name: String,
    /// Its level, as far as it was said.
    pub said: Said,
    /// The words it stood in.
    pub phrase: String,
}

/// Of what all is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A block.
    Block,
    /// A district.
    District,
    /// Not said: what the name is one of.
    Unsaid,
}

/// All of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Of what.
    pub unit: Unit,
    /// Its name; empty: the society's own.
    pub name: String,
    /// The words it stood in.
    pub phrase: String,
}

/// An area taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Names of a list.
    pub named: Vec<Named>,
    /// Wholes.
    pub wholes: Vec<Whole>,
    /// What is excepted from them.
    pub excepted: Vec<Named>,
    /// Blocks told to say where the names are.
    pub blocks: Vec<String>,
    /// Districts told so.
    pub districts: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Means(Means),
    Comma,
    Open,
    Close,
    End,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    from: usize,
    to: usize,
}

struct Reading<'t> {
    text: &'t str,
    area: Area,
}

/// Takes an area apart.
pub fn area(text: &str, words: &AreaWords) -> Area {
    let text = folded(text);
    let tokens = tokens(&text, words);
    let mut reading = Reading { text: &text, area: Area::default() };
    for clause in tokens.split(|token| token.kind == Kind::End) {
        reading.clause(clause);
    }
    reading.area
}

/// Words with what they mean, and the marks between them.
fn tokens(text: &str, words: &AreaWords) -> Vec<Token> {
    // A full stop after one or two letters is that of an abbreviation.
    let mut cut: Vec<(usize, usize)> = Vec::new();
    let mut marks: Vec<Token> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let last = |from: usize| text[from..at].rsplit('.').next().unwrap_or_default();
        let short = |from: usize| last(from).chars().filter(|c| c.is_alphabetic()).count() <= 4;
        let dotted = c == '.' && start.is_some_and(short) && text[at + 1..].chars().next().is_some();
        let is_word = dotted
            || !(c.is_whitespace()
                || matches!(
                    c,
                    ',' | ';' | '।' | '(' | ')' | '[' | ']' | ':' | '/' | '&' | '+' | '.' | '\n' | '|' | '–' | '—'
                ));
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                cut.push((from, at));
                start = None;
            }
            _ => {}
        }
        if !is_word {
            let kind = match c {
                ',' | '/' | '&' | '+' => Some(Kind::Comma),
                ';' | '।' | '\n' | '|' | '.' => Some(Kind::End),
                '(' | '[' => Some(Kind::Open),
                ')' | ']' => Some(Kind::Close),
                _ => None,
            };
            marks.extend(kind.map(|kind| Token { kind, from: at, to: at + c.len_utf8() }));
        }
    }
    let all: Vec<&str> = cut.iter().map(|(from, to)| &text[*from..*to]).collect();
    let mut tokens = marks;
    let mut at = 0;
    while at < all.len() {
        // A phrase does not reach over a comma.
        let unbroken =
            (at + 1..all.len()).take_while(|next| text[cut[next - 1].1..cut[*next].0].trim().is_empty()).count();
        match words.means(&all[at..=at + unbroken]) {
            Some((means, count)) => {
                let kind = if means == Means::And { Kind::Comma } else { Kind::Means(means) };
                tokens.push(Token { kind, from: cut[at].0, to: cut[at + count - 1].1 });
                at += count;
            }
            None => {
                tokens.push(Token { kind: Kind::Word, from: cut[at].0, to: cut[at].1 });
                at += 1;
            }
        }
    }
    tokens.sort_by_key(|token| token.from);
    tokens
}

fn is(token: &Token, means: Means) -> bool {
    token.kind == Kind::Means(means)
}

impl Reading<'_> {
    fn phrase(&self, tokens: &[Token]) -> String {
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => self.text[first.from..last.to].trim().to_owned(),
            _ => String::new(),
        }
    }

    /// A clause, its exception apart.
    fn clause(&mut self, tokens: &[Token]) {
        if let Some(at) = tokens.iter().position(|token| is(token, Means::Except)) {
            let end =
                tokens[at..].iter().position(|token| token.kind == Kind::Close).map_or(tokens.len(), |end| at + end);
            self.excepted(&tokens[at + 1..end]);
            self.included(&tokens[..at]);
            self.included(&tokens[end..]);
            return;
        }
        if let Some(at) = tokens.iter().position(|token| is(token, Means::Excepted)) {
            let from = exception_begins(&tokens[..at]);
            self.excepted(&tokens[from..at]);
            self.included(&tokens[..from]);
            self.included(&tokens[at + 1..]);
            return;
        }
        self.included(tokens);
    }

    fn excepted(&mut self, tokens: &[Token]) {
        for item in items(tokens) {
            if item.iter().any(|token| is(token, Means::Block) || is(token, Means::District))
                && !item.iter().any(|token| is(token, Means::Panchayat))
            {
                continue;
            }
            let name = self.words(item);
            if !name.is_empty() {
                self.area.excepted.push(Named { name, said: Said::Panchayat, phrase: self.phrase(item) });
            }
        }
    }

    /// The words of an item that mean nothing: a name.
    fn words(&self, item: &[Token]) -> String {
        let words: Vec<&str> = item
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| &self.text[token.from..token.to])
            .collect();
        words.join(" ")
    }

    fn included(&mut self, tokens: &[Token]) {
        let first = self.area.named.len();
        let mut said = Said::Nothing;
        let mut last_with_level = None;
        for item in items(tokens) {
            let has = |means: Means| item.iter().any(|token| is(token, means));
            if has(Means::Whole) && self.whole(item) {
                continue;
            }
            // A name under one level is not that of another: "panchayat A block B", "A panchayat B block".
            let groups = self.groups(item);
            for (means, name) in groups {
                match means {
                    Some(Means::Block) => self.area.blocks.push(name),
                    Some(Means::District) => self.area.districts.push(name),
                    Some(Means::State) => {}
                    level => {
                        let own = match level {
                            Some(Means::Panchayat) => Some(Said::Panchayat),
                            Some(Means::Village) => Some(Said::Village),
                            _ => None,
                        };
                        if let Some(own) = own {
                            said = own;
                        }
                        if !name.is_empty() {
                            self.area.named.push(Named { name, said, phrase: self.phrase(item) });
                        }
                    }
                }
            }
            // "A, B and C panchayats": the level stands after the last of them.
            let ends_with_level =
                item.last().is_some_and(|token| is(token, Means::Panchayat) || is(token, Means::Village));
            if ends_with_level && !self.words(item).is_empty() && last_with_level.is_none() {
                last_with_level = Some((self.area.named.len(), said));
            }
        }
        if let Some((to, level)) = last_with_level {
            for named in self.area.named[first..to].iter_mut().filter(|named| named.said == Said::Nothing) {
                named.said = level;
            }
        }
    }

    /// All of a block, of a district, of what a name is; false where the whole of a panchayat or village is meant.
    fn whole(&mut self, item: &[Token]) -> bool {
        let has = |means: Means| item.iter().any(|token| is(token, means));
        let at = item.iter().position(|token| is(token, Means::Whole)).unwrap_or(0);
        let after = item[at + 1..].iter().find(|token| !is(token, Means::Filler));
        let all_panchayats = after.is_some_and(|token| is(token, Means::Panchayat));
        let phrase = self.phrase(item);
        if has(Means::Block) || has(Means::District) {
            let unit = if has(Means::Block) { Unit::Block } else { Unit::District };
            let wanted = if unit == Unit::Block { Means::Block } else { Means::District };
            // "the whole of panchayat A, block B" names a panchayat all the same.
            let groups = self.groups(item);
            if !all_panchayats
                && groups.iter().any(|(means, name)| *means == Some(Means::Panchayat) && !name.is_empty())
            {
                return false;
            }
            let name = groups.into_iter().find(|(means, _)| *means == Some(wanted)).map(|(_, name)| name);
            let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| self.words(item));
            self.area.wholes.push(Whole { unit, name, phrase });
            return true;
        }
        if all_panchayats {
            // Of the block or district a further item names, else of its own.
            self.area.wholes.push(Whole { unit: Unit::Unsaid, name: self.words(item), phrase });
            return true;
        }
        if has(Means::Panchayat) || has(Means::Village) || self.words(item).is_empty() {
            return false;
        }
        self.area.wholes.push(Whole { unit: Unit::Unsaid, name: self.words(item), phrase });
        true
    }

    /// The names of an item with the level each stands under: the word before it where the item begins with one, else after it.
    fn groups(&self, item: &[Token]) -> Vec<(Option<Means>, String)> {
        let levels = [Means::Panchayat, Means::Village, Means::Block, Means::District, Means::State];
        let level = |token: &Token| match token.kind {
            Kind::Means(means) if levels.contains(&means) => Some(means),
            _ => None,
        };
        let telling: Vec<&Token> =
            item.iter().filter(|token| token.kind == Kind::Word || level(token).is_some()).collect();
        let mut groups: Vec<(Option<Means>, Vec<&str>)> = Vec::new();
        let before = telling.first().is_some_and(|first| level(first).is_some());
        let mut open: Option<(Option<Means>, Vec<&str>)> = None;
        for token in telling {
            match (level(token), before) {
                (Some(means), true) => {
                    groups.extend(open.replace((Some(means), Vec::new())));
                }
                (Some(means), false) => {
                    // Two levels beside each other, "gram panchayat village": the first has the name.
                    if let Some((_, words)) = open.take() {
                        groups.push((Some(means), words));
                    }
                }
                (None, _) => open.get_or_insert((None, Vec::new())).1.push(&self.text[token.from..token.to]),
            }
        }
        groups.extend(open);
        groups.into_iter().map(|(means, words)| (means, words.join(" "))).collect()
    }
}

/// Items of a list; brackets end one.
fn items(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    let parts = tokens.split(|token| matches!(token.kind, Kind::Comma | Kind::Open | Kind::Close));
    parts.filter(|item| item.iter().any(|token| !is(token, Means::Filler)))
}

/// Where the names before "को छोड़कर" begin: behind the whole they are taken from, behind a bracket, else at the start.
fn exception_begins(tokens: &[Token]) -> usize {
    let bracket = tokens.iter().rposition(|token| token.kind == Kind::Open).map_or(0, |at| at + 1);
    let Some(whole) = tokens.iter().rposition(|token| is(token, Means::Whole)) else { return bracket };
    let rest = &tokens[whole..];
    let comma = rest.iter().position(|token| token.kind == Kind::Comma);
    let unit = rest[..comma.unwrap_or(rest.len())]
        .iter()
        .position(|token| is(token, Means::Block) || is(token, Means::District));
    let panchayats = rest.iter().position(|token| is(token, Means::Panchayat));
    // "all panchayats A, B": the names follow without a comma.
    let head = &rest[..comma.unwrap_or(rest.len())];
    let named = panchayats.filter(|at| head.iter().skip(at + 1).any(|token| token.kind == Kind::Word));
    let end = unit.or(named).or(comma).or(panchayats).map_or(whole + 1, |at| whole + at + 1);
    end.max(bracket).min(tokens.len())
}

#[cfg(test)]
mod tests;
