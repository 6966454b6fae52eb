//! Exit codes: one table, printed by `codes`.

use crate::model::Label;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done; nothing at or above `--fail-on`.
    Done = 0,
    /// Done, with findings, differences or rejects below the limit.
    Findings = 1,
    /// Arguments that do not parse, or an answer was needed and `--no-input`.
    Arguments = 2,
    /// Input cannot be read: format, password, encoding, missing, too large.
    Input = 3,
    /// Configuration or catalogue problem.
    Configuration = 4,
    /// A named thing was not found.
    NotFound = 5,
    /// Refused by the office's state or the law.
    Refused = 6,
    /// Busy: a lock is held; the holder is printed.
    Busy = 7,
    /// Integrity: chain, digest or signature does not match.
    Integrity = 8,
    /// Partly done: of several files some could not be read.
    Partly = 9,
    /// Reject limit reached; rolled back.
    RejectLimit = 10,
    /// Stale: the plan no longer fits the data.
    Stale = 11,
    /// Internal error: a fault of this program.
    Internal = 70,
    /// Interrupted from the keyboard; the state is clean.
    Interrupted = 130,
    /// Asked to end; the state is clean.
    Terminated = 143,
}

/// What a verb reports when nothing went wrong that would be a `CommandError`.
pub type Verdict = Exit;

impl Exit {
    /// Every code with its meaning in both languages, in ascending order.
    pub fn table() -> Vec<(Exit, Label)> {
        use Exit::*;
        let line = |exit, en: &str, hi: &str| (exit, Label { en: en.into(), hi: hi.into() });
        vec![
            line(Done, "done", "कार्य पूरा हुआ"),
            line(
                Findings,
                "done, with findings, differences or rejects below the limit",
                "कार्य पूरा हुआ, पर त्रुटियाँ, अंतर या अस्वीकृत पंक्तियाँ हैं",
            ),
            line(
                Arguments,
                "arguments that do not parse, or an answer was needed and --no-input",
                "तर्क समझ में नहीं आए, या उत्तर आवश्यक था और --no-input दिया था",
            ),
            line(
                Input,
                "input cannot be read (format, password, encoding, missing, too large)",
                "फ़ाइल पढ़ी नहीं जा सकी (प्रारूप, पासवर्ड, कूटलेखन, अनुपस्थित, बहुत बड़ी)",
            ),
            line(Configuration, "configuration or catalogue problem", "विन्यास या सूची-पत्र में त्रुटि"),
            line(NotFound, "a named thing was not found", "जिसका नाम दिया गया वह नहीं मिला"),
            line(
                Refused,
                "refused by the office's state or the law (illegal step, stay, missing order, no authority)",
                "कार्यालय की स्थिति या विधि के कारण अस्वीकृत (अवैध चरण, स्थगन, आदेश नहीं, अधिकार नहीं)",
            ),
            line(Busy, "busy: the lock is held (holder printed)", "व्यस्त: रजिस्टर किसी और के पास है (नाम छपा है)"),
            line(
                Integrity,
                "integrity: chain, digest or signature does not match",
                "अखंडता: शृंखला, सार या हस्ताक्षर मेल नहीं खाता",
            ),
            line(Partly, "partly done (some files could not be read)", "आंशिक रूप से पूरा (कुछ फ़ाइलें पढ़ी नहीं गईं)"),
            line(RejectLimit, "reject limit reached, rolled back", "अस्वीकृति की सीमा पार, सब वापस लिया गया"),
            line(Stale, "stale: the plan no longer fits the data", "पुराना: योजना अब आँकड़ों से मेल नहीं खाती"),
            line(Internal, "internal error of the program", "कार्यक्रम की आंतरिक त्रुटि"),
            line(
                Interrupted,
                "interrupted from the keyboard; nothing is left half done",
                "कीबोर्ड से रोका गया; कुछ भी अधूरा नहीं छूटा",
            ),
            line(
                Terminated,
                "asked to end by the system; nothing is left half done",
                "प्रणाली ने बंद करने को कहा; कुछ भी अधूरा नहीं छूटा",
            ),
        ]
    }
}
