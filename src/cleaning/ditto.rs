//! Marks of repetition: what a clerk writes for "as in the line above".

/// Is the text a mark of repetition (`"`, `〃`, `-do-`, `वही`, `उपरोक्त`)? A lone dash is none.
pub fn is_ditto(text: &str) -> bool {
    let text = text.trim();
    // Asked of every cell: nearly all are longer, or begin with a digit.
    if text.len() > 32 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let bare = text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '.' | ' ' | '_' | '=' | '।'));
    match bare {
        "\""
        | "\"\""
        | "〃"
        | "″"
        | "”"
        | "“"
        | "''"
        | "’’"
        | ",,"
        | "„"
        | "वही"
        | "यथोपरि"
        | "तथैव"
        | "तदैव"
        | "उपरोक्त"
        | "उपर्युक्त"
        | "उपरिवत"
        | "उपरिवत्"
        | "पूर्ववत"
        | "पूर्ववत्" => true,
        other => {
            other.eq_ignore_ascii_case("do")
                || other.eq_ignore_ascii_case("ditto")
                || other.eq_ignore_ascii_case("as above")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_repetition_are_known_and_a_dash_is_none() {
        for text in ["\"", "〃", "- \" -", "–\"–", "-do-", "Do.", "DITTO", "वही", "-वही-", "उपरोक्त", ",,"]
        {
            assert!(is_ditto(text), "{text}");
        }
        for text in ["-", "--", "", ".", "दो", "Dolly", "वहीदपुर", "1", "उपरोक्त समिति"]
        {
            assert!(!is_ditto(text), "{text}");
        }
    }
}
