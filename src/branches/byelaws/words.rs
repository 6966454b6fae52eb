//! Words of two texts, marked: what stands in both, what was taken out, what was put in.

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// Words in a row with one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The mark.
    pub mark: Mark,
    /// The words, single blanks between them.
    pub text: String,
}

/// Cells of the table of common words beyond which a middle is told as replaced whole: a clause of 2,000 words each.
const MOST_CELLS: usize = 4_000_000;

/// The words of a text, without line ends.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Marks the words of an old and a new text; the pieces without `Added` are the old words, those without `Removed` the new.
pub fn marked(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut pieces = Vec::new();
    push(&mut pieces, Mark::Same, &old[..head]);
    middle(&mut pieces, old_middle, new_middle);
    push(&mut pieces, Mark::Same, &old[old.len() - tail..]);
    pieces
}

fn push(pieces: &mut Vec<Piece>, mark: Mark, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let text = words.join(" ");
    match pieces.last_mut().filter(|last| last.mark == mark) {
        Some(last) => {
            last.text.push(' ');
            last.text.push_str(&text);
        }
        None => pieces.push(Piece { mark, text }),
    }
}

/// The longest row of common words, by the table everybody knows.
fn middle(pieces: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST_CELLS {
        push(pieces, Mark::Removed, old);
        push(pieces, Mark::Added, new);
        return;
    }
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            push(pieces, Mark::Same, &old[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            push(pieces, Mark::Removed, &old[i..=i]);
            i += 1;
        } else {
            push(pieces, Mark::Added, &new[j..=j]);
            j += 1;
        }
    }
    push(pieces, Mark::Removed, &old[i..]);
    push(pieces, Mark::Added, &new[j..]);
}

/// Pieces in one line: `[-taken out-]` and `{+put in+}`, as printed where there is no colour.
pub fn piece_text(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece.mark {
        Mark::Same => piece.text.clone(),
        Mark::Removed => format!("[-{}-]", piece.text),
        Mark::Added => format!("{{+{}+}}", piece.text),
    };
    pieces.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The words of a text in order, for [`nearness`].
pub(super) fn sorted_words(text: &str) -> Vec<&str> {
    let mut words = words(text);
    words.sort_unstable();
    words
}

/// How near two texts are, in hundredths: words in common, of all words of both.
pub(super) fn nearness(old: &[&str], new: &[&str]) -> u32 {
    let all = old.len() + new.len();
    if all == 0 {
        return 100;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    u32::try_from(common * 200 / all).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_taken_out_and_put_in_are_marked() {
        let pieces = marked("कोरम कुल सदस्यों का एक तिहाई होगा", "कोरम कुल सदस्यों का एक चौथाई होगा");
        assert_eq!(piece_text(&pieces), "कोरम कुल सदस्यों का एक [-तिहाई-] {+चौथाई+} होगा");
        assert_eq!(piece_text(&marked("", "a b")), "{+a b+}");
        assert_eq!(piece_text(&marked("a b", "")), "[-a b-]");
        assert_eq!(piece_text(&marked("a\nb", "a b")), "a b");
        let near = |old, new| nearness(&sorted_words(old), &sorted_words(new));
        assert_eq!((near("a b", "b a"), near("a b", "c d"), near("a b", "a c")), (100, 0, 50));
    }

    proptest! {
        #[test]
        fn the_pieces_are_both_texts(old in "[ab c]{0,24}", new in "[ab c]{0,24}") {
            let pieces = marked(&old, &new);
            let side = |without: Mark| {
                let own = pieces.iter().filter(|piece| piece.mark != without).map(|piece| piece.text.as_str());
                own.collect::<Vec<_>>().join(" ")
            };
            let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(side(Mark::Added), tidy(&old));
            prop_assert_eq!(side(Mark::Removed), tidy(&new));
        }
    }
}
