//! Letter statistics: how likely a token is in Kruti Dev, and how likely in English.

/// Longest run of letters that is counted.
const ORDER: usize = 4;
const TABLE: usize = 1 << 17;
/// Weight of the shorter run's opinion against what was counted.
const BACK_OFF: f32 = 6.0;
const START: u8 = 1;
const END: u8 = 2;

/// Counts of letter runs of one script, hashed.
#[derive(Clone, Debug)]
pub(super) struct LetterModel {
    /// How often a run of n letters was seen, by n.
    runs: Vec<Vec<u32>>,
    /// How often its beginning (the run without its last letter) was.
    beginnings: Vec<Vec<u32>>,
}

impl LetterModel {
    pub(super) fn new() -> Self {
        Self { runs: vec![vec![0; TABLE]; ORDER], beginnings: vec![vec![0; TABLE]; ORDER] }
    }
    /// Counts a token, given as the bytes of the font (or of English).
    pub(super) fn learn(&mut self, token: &[u8]) {
        each_letter(token, |window, letter| {
            for n in 0..ORDER {
                let beginning = hash(&window[ORDER - 1 - n..]);
                let run = step(beginning, letter);
                self.beginnings[n][beginning] = self.beginnings[n][beginning].saturating_add(1);
                self.runs[n][run] = self.runs[n][run].saturating_add(1);
            }
        });
    }
    /// Natural logarithm of the token's likelihood, its end included.
    pub(super) fn log_likelihood(&self, token: &[u8]) -> f32 {
        let mut sum = 0.0;
        // Multiplied up while it fits: a logarithm a letter would be most of the work.
        let mut product = 1.0f64;
        each_letter(token, |window, letter| {
            let mut likely = 1.0 / 160.0;
            for n in 0..ORDER {
                let beginning = hash(&window[ORDER - 1 - n..]);
                let seen = self.beginnings[n][beginning] as f32;
                let run = (self.runs[n][step(beginning, letter)] as f32).min(seen);
                likely = (run + BACK_OFF * likely) / (seen + BACK_OFF);
            }
            product *= f64::from(likely);
            if product < 1e-200 {
                sum += std::mem::replace(&mut product, 1.0).ln();
            }
        });
        (sum + product.ln()) as f32
    }
}

fn each_letter(token: &[u8], mut visit: impl FnMut(&[u8; ORDER - 1], u8)) {
    let mut window = [START; ORDER - 1];
    for &letter in token.iter().chain(&[END]) {
        visit(&window, letter);
        window.copy_within(1.., 0);
        window[ORDER - 2] = letter;
    }
}

fn hash(window: &[u8]) -> usize {
    window.iter().fold(window.len() + 1, |all, letter| step(all, *letter))
}
fn step(hash: usize, letter: u8) -> usize {
    let mixed = (hash as u32).wrapping_mul(0x0100_0193) ^ u32::from(letter).wrapping_mul(0x9E37_79B1);
    ((mixed ^ (mixed >> 15)) as usize) & (TABLE - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_likelier_than_what_was_not() {
        let mut hindi = LetterModel::new();
        let mut english = LetterModel::new();
        for word in ["lfefr", "lnL;", "lgdkjh", "xzke", "ftyk"] {
            hindi.learn(word.as_bytes());
        }
        for word in ["society", "member", "village", "district"] {
            english.learn(word.as_bytes());
        }
        for (word, is_hindi) in [("lfefr", true), ("lgdkfjrk", true), ("society", false), ("villager", false)] {
            let odds = hindi.log_likelihood(word.as_bytes()) - english.log_likelihood(word.as_bytes());
            assert_eq!(odds > 0.0, is_hindi, "{word}: {odds}");
        }
    }
}
