//! Colour: only the words for error and warning, and only where someone looks.

use super::ColorChoice;
use crate::model::Severity;
use std::{borrow::Cow, env, io::IsTerminal};

/// Is a stream coloured?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(bool);

impl Colour {
    /// `--color`, else: a terminal, and NO_COLOR not set to anything.
    pub(super) fn of(choice: ColorChoice, stream: &impl IsTerminal) -> Self {
        Self(match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
        })
    }
    /// Text that goes to a file or another program.
    pub(super) const NONE: Self = Self(false);

    /// The word, red for errors, yellow for warnings.
    pub(super) fn paint(self, word: &str, severity: Severity) -> Cow<'_, str> {
        let code = match severity {
            Severity::Error => 31,
            Severity::Warning => 33,
            Severity::Info => return Cow::Borrowed(word),
        };
        if self.0 { Cow::Owned(format!("\x1b[{code}m{word}\x1b[0m")) } else { Cow::Borrowed(word) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_and_warnings_are_coloured_and_only_when_asked() {
        let always = Colour::of(ColorChoice::Always, &std::io::stderr());
        assert_eq!(always.paint("error", Severity::Error), "\x1b[31merror\x1b[0m");
        assert_eq!(always.paint("info", Severity::Info), "info");
        assert_eq!(Colour::of(ColorChoice::Never, &std::io::stderr()).paint("error", Severity::Error), "error");
    }
}
