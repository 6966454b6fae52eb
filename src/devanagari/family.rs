//! Which table a font name calls for.

/// The family a font name belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontFamily {
    /// Kruti Dev 010 and its numbered sisters.
    KrutiDev,
    /// Kruti Dev 011: the curly quotes draw what the straight ones do.
    KrutiDev011,
    /// DevLys: same keys and letters as Kruti Dev.
    DevLys,
    /// Walkman-Chanakya 901, 902, 905.
    Walkman,
    /// The older Chanakya.
    Chanakya,
    /// A Unicode font: the text is readable as it stands.
    Unicode,
    /// A legacy Hindi font whose table is not established here; the name as written.
    OtherLegacy(String),
    /// No Hindi font known by this name (Arial, Calibri): the text itself must tell.
    Unknown,
}

/// Fonts with tables of their own which are not established here.
const OTHER_LEGACY: &[&str] = &[
    "htchanakya",
    "shusha",
    "apsdv",
    "apscdv",
    "4cgandhi",
    "agra",
    "aakriti",
    "shreedev",
    "dvtt",
    "dvbtt",
    "shivaji",
    "krishna",
    "yogesh",
    "surekh",
    "akruti",
    "susha",
    "jagran",
    "naidunia",
    "bhaskar",
    "kundli",
    "richa",
    "amar",
    "marathisharada",
];

/// Fonts that hold Unicode Devanagari.
const UNICODE: &[&str] = &[
    "mangal",
    "kokila",
    "utsaah",
    "aparajita",
    "nirmala",
    "notosansdevanagari",
    "notoserifdevanagari",
    "arialunicode",
    "lohit",
    "sanskrittext",
    "sanskrit2003",
    "gargi",
    "samanata",
    "sakalbharati",
    "ektype",
    "baloo",
    "tirodevanagari",
    "devanagarimt",
    "kohinoordevanagari",
    "akshar",
    "annapurnasil",
    "chandas",
    "uttara",
];

/// Family of a font name; case, spaces and punctuation do not count.
///
/// Walkman-Chanakya is asked for before Chanakya, and both before the rest, as their names overlap.
pub fn font_family(name: &str) -> FontFamily {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let digits: String = key.chars().filter(char::is_ascii_digit).collect();
    let number = digits.trim_start_matches('0');
    if key.contains("walkman") || (key.contains("chanakya") && matches!(number, "901" | "902" | "905")) {
        return FontFamily::Walkman;
    }
    if OTHER_LEGACY.iter().any(|known| key.starts_with(known)) {
        return FontFamily::OtherLegacy(name.trim().to_owned());
    }
    if key.contains("chanakya") {
        return FontFamily::Chanakya;
    }
    if key.contains("krutidev") || key.starts_with("kruti") || matches!(key.as_str(), "k010" | "k10" | "k011" | "k11") {
        return if number == "11" { FontFamily::KrutiDev011 } else { FontFamily::KrutiDev };
    }
    if key.contains("devlys") {
        return FontFamily::DevLys;
    }
    if UNICODE.iter().any(|known| key.starts_with(known)) {
        return FontFamily::Unicode;
    }
    FontFamily::Unknown
}

/// Does this family need conversion (whether or not its table is established)?
impl FontFamily {
    /// True for every family whose text is not readable as it stands.
    pub fn is_legacy(&self) -> bool {
        !matches!(self, Self::Unicode | Self::Unknown)
    }
    /// Name of the table used, as it stands in reports.
    pub fn table_name(&self) -> &str {
        match self {
            Self::KrutiDev => "kruti-dev",
            Self::KrutiDev011 => "kruti-dev-011",
            Self::DevLys => "devlys",
            Self::Walkman => "walkman-chanakya",
            Self::Chanakya => "chanakya",
            Self::Unicode => "unicode",
            Self::OtherLegacy(name) => name,
            Self::Unknown => "unknown",
        }
    }
}

/// What is known to differ in this very font from the table of its family; to be printed with the conversion.
pub fn font_caution(name: &str) -> Option<&'static str> {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    match (font_family(name), digits.as_str()) {
        (FontFamily::KrutiDev, "290") => Some("Kruti Dev 290 differs in a few codes; its nukta is at A4"),
        (FontFamily::DevLys, _) => Some("one source reads Ï of DevLys as स्त्र, not ड्ड"),
        (FontFamily::Chanakya, _) => Some("Chanakya: only the codes on which two public tables agree are converted"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn font_names_are_recognised_however_a_file_spells_them() {
        use FontFamily::*;
        for (name, family) in [
            ("Kruti Dev 010", KrutiDev),
            ("KrutiDev010", KrutiDev),
            ("Kruti_Dev_020", KrutiDev),
            ("KRUTI DEV 714", KrutiDev),
            ("K010", KrutiDev),
            ("Kruti Dev 011", KrutiDev011),
            ("DevLys 010", DevLys),
            ("Devlys_140", DevLys),
            ("Walkman-Chanakya-905", Walkman),
            ("Walkman-Chanakya901", Walkman),
            ("Chanakya 905 Bold", Walkman),
            ("Chanakya", Chanakya),
            ("Chanakya (T1)", Chanakya),
            ("Mangal", Unicode),
            ("Nirmala UI", Unicode),
            ("Noto Sans Devanagari", Unicode),
            ("Arial Unicode MS", Unicode),
            ("Shusha02", OtherLegacy("Shusha02".into())),
            ("Shree-Dev-0708", OtherLegacy("Shree-Dev-0708".into())),
            ("APS-DV-Prakash", OtherLegacy("APS-DV-Prakash".into())),
            ("HTChanakya", OtherLegacy("HTChanakya".into())),
            ("Arial", Unknown),
            ("Calibri", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(font_family(name), family, "{name}");
        }
    }
    #[test]
    fn a_font_that_differs_from_its_table_comes_with_a_caution() {
        assert!(font_caution("Kruti Dev 290").is_some());
        assert!(font_caution("Kruti Dev 010").is_none());
    }
}
