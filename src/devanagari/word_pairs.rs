//! Words as they stand in Kruti Dev files, with what they say: every class of glyph and every rule of joining.

use super::{Decoder, FontFamily, QuoteStyle};
use crate::catalogue::Files;

/// Kruti Dev 010 → Unicode. Public phrases of forms and registers; no person.
const PAIRS: &[(&str, &str)] = &[
    // Full letters and ि before its letter.
    ("lfefr", "समिति"),
    ("fdlku", "किसान"),
    ("ftyk", "जिला"),
    ("uxj", "नगर"),
    ("jkeiqj", "रामपुर"),
    ("lgdkjh", "सहकारी"),
    ("lgdkfjrk", "सहकारिता"),
    ("uke", "नाम"),
    ("irk", "पता"),
    ("frfFk", "तिथि"),
    ("fnukad", "दिनांक"),
    ("oa'k", "वंश"),
    ("o\"kZ", "वर्ष"),
    ("iath;d", "पंजीयक"),
    ("iath;u", "पंजीयन"),
    ("fuca/ku", "निबंधन"),
    ("fucU/ku", "निबन्धन"),
    ("ftykf/kdkjh", "जिलाधिकारी"),
    ("fcgkj", "बिहार"),
    ("iVuk", "पटना"),
    // Half letters with and without their stem.
    ("[kkrk", "खाता"),
    ("[ksr", "खेत"),
    ("'kk[kk", "शाखा"),
    ("lk[k", "साख"),
    ("?kj", "घर"),
    ("Hkou", "भवन"),
    ("/ku", "धन"),
    ("Fkkuk", "थाना"),
    (".k", "ण"),
    ("{ks=", "क्षेत्र"),
    ("d{kk", "कक्षा"),
    ("dk;Z{ks=", "कार्यक्षेत्र"),
    ("v/;{k", "अध्यक्ष"),
    ("lnL;", "सदस्य"),
    ("lnL;rk", "सदस्यता"),
    ("xzkE;", "ग्राम्य"),
    ("jkT;", "राज्य"),
    ("izcU/k", "प्रबन्ध"),
    ("O;;", "व्यय"),
    ("C;kt", "ब्याज"),
    ("fLFkfr", "स्थिति"),
    ("LFkkuh;", "स्थानीय"),
    ("LFkkiuk", "स्थापना"),
    ("vLirky", "अस्पताल"),
    ("eRL;", "मत्स्य"),
    ("Nk=", "छात्र"),
    ("NBk", "छठा"),
    ("mPp", "उच्च"),
    ("lPpk", "सच्चा"),
    ("iDdk", "पक्का"),
    // Rakar, subjoined य, ligatures.
    ("izkFkfed", "प्राथमिक"),
    ("çkFkfed", "प्राथमिक"),
    ("Ákar", "प्रांत"),
    ("xzke", "ग्राम"),
    ("iz[kaM", "प्रखंड"),
    ("Øekad", "क्रमांक"),
    ("dzekad", "क्रमांक"),
    ("fodz;", "विक्रय"),
    ("fØ;k", "क्रिया"),
    ("VªLV", "ट्रस्ट"),
    ("Vªd", "ट्रक"),
    ("jk\"Vªh;", "राष्ट्रीय"),
    ("egkjk\"Vª", "महाराष्ट्र"),
    ("Mªe", "ड्रम"),
    ("Jh", "श्री"),
    ("Jhefr", "श्रीमति"),
    ("Je", "श्रम"),
    ("Kku", "ज्ञान"),
    ("foKku", "विज्ञान"),
    ("vkKk", "आज्ञा"),
    ("fo|ky;", "विद्यालय"),
    ("m|ksx", "उद्योग"),
    ("}kjk", "द्वारा"),
    ("f}rh;", "द्वितीय"),
    (")kjk", "द्धारा"),
    ("le`f)", "समृद्धि"),
    ("fo:)", "विरूद्ध"),
    ("'kq)", "शुद्ध"),
    ("Hkæ", "भद्र"),
    ("lqHknzk", "सुभद्रा"),
    ("mís'k", "उद्देश"),
    ("mís';", "उद्देश्य"),
    ("iê¨", "पट्टो"),
    ("iêk", "पट्टा"),
    ("fpëh", "चिट्ठी"),
    ("xïk", "गड्ढा"),
    ("vìk", "अड्डा"),
    ("lÙkk", "सत्ता"),
    ("mÙkj", "उत्तर"),
    ("mRrj", "उत्तर"),
    ("jä", "रक्त"),
    ("la;qä", "संयुक्त"),
    ("la;qDr", "संयुक्त"),
    ("vUu", "अन्न"),
    ("izlé", "प्रसन्न"),
    ("czã", "ब्रह्म"),
    ("cká", "बाह्य"),
    ("fpà", "चिह्न"),
    ("ùk", "द्मा"),
    ("in~ek", "पद्मा"),
    ("vk¶l", "आफ्स"),
    ("Ýh", "फ्री"),
    ("jk\"Vª", "राष्ट्र"),
    // Letters that bring their sign.
    ("d`f\"k", "कृषि"),
    ("Ñf\"k", "कृषि"),
    ("—f\"k", "कृषि"),
    ("n`f\"V", "दृष्टि"),
    ("–f\"V", "दृष्टि"),
    ("ân;", "हृदय"),
    ("x`g", "गृह"),
    ("#i;k", "रुपया"),
    (":i;s", "रूपये"),
    ("iq#\"k", "पुरुष"),
    ("'kq:", "शुरू"),
    ("e`r", "मृत"),
    // Reph, alone and combined.
    ("dk;kZy;", "कार्यालय"),
    ("iw.kZ", "पूर्ण"),
    ("deZpkjh", "कर्मचारी"),
    ("deZ", "कर्म"),
    ("vkfFkZd", "आर्थिक"),
    ("fu\"d\"kZ", "निष्कर्ष"),
    ("fo|kFkhZ", "विद्यार्थी"),
    ("fo|kFkÊ", "विद्यार्थी"),
    ("o\"kksZa", "वर्षों"),
    ("/kkfeZd", "धार्मिक"),
    ("vkÆFkd", "आर्थिक"),
    ("drZO;", "कर्तव्य"),
    ("fuekZ.k", "निर्माण"),
    ("lkoZtfud", "सार्वजनिक"),
    ("fu.kZ;", "निर्णय"),
    ("'kr±s", "शर्तें"),
    ("b±V", "ईंट"),
    ("ekpZ", "मार्च"),
    // Vowels and their joins.
    ("vki", "आप"),
    ("vkSj", "और"),
    ("vksj", "ओर"),
    ("v©j", "और"),
    ("v®j", "ओर"),
    (",d", "एक"),
    (",sfrgkfld", "ऐतिहासिक"),
    ("bZ'oj", "ईश्वर"),
    ("Ã'oj", "ईश्वर"),
    ("HkkbZ", "भाई"),
    ("Åij", "ऊपर"),
    ("mi", "उप"),
    ("_.k", "ऋण"),
    ("_.kh", "ऋणी"),
    ("vkWfQl", "ऑफिस"),
    ("v‚fQl", "ऑफिस"),
    (",oa", "एवं"),
    ("vad", "अंक"),
    ("va'k", "अंश"),
    ("bafnjk", "इंदिरा"),
    ("dqekj", "कुमार"),
    // ो ौ ॉ in any order, and the marks with a stem of their own.
    ("dks\"k", "कोष"),
    ("dsk\"k", "कोष"),
    ("pkSd", "चौक"),
    ("pSkd", "चौक"),
    ("d¨\"k", "कोष"),
    ("D¨", "के"),
    ("dkWyst", "कॉलेज"),
    ("d‚yst", "कॉलेज"),
    ("MkW0", "डॉ0"),
    ("[kksr", "खोत"),
    ("[¨r", "खेत"),
    // Candrabindu in its spellings.
    ("xk¡o", "गाँव"),
    ("xkWao", "गाँव"),
    ("gw¡", "हूँ"),
    ("gwWa", "हूँ"),
    ("ik¡p", "पाँच"),
    ("lk¡l", "साँस"),
    ("x‚ao", "गाँव"),
    // Nukta, also typed last.
    ("cM+k", "बड़ा"),
    ("x<+", "गढ़"),
    ("djksM+", "करोड़"),
    ("Ms+", "ड़े"),
    ("M+s", "ड़े"),
    ("t+ehu", "ज़मीन"),
    ("[k+jhn", "ख़रीद"),
    ("Qh+l", "फ़ीस"),
    ("dkxt+", "कागज़"),
    // Visarga and colon, marks of punctuation, digits.
    ("nq%[k", "दुःख"),
    ("vr% ge", "अतः हम"),
    ("iqu%", "पुनः"),
    ("uke% jke", "नाम: राम"),
    ("uke%& jke", "नाम:- राम"),
    ("lkekU;r%", "सामान्यतः"),
    ("xzke iapk;r%", "ग्राम पंचायत:"),
    ("lekIr%", "समाप्त:"),
    ("vFkkZr~", "अर्थात्"),
    ("jke] ';ke", "राम, श्याम"),
    ("gSA", "है।"),
    ("gSAA", "है॥"),
    ("¼jftñ½", "(रजि॰)"),
    ("ƒ„… xzke", "१२३ ग्राम"),
    ("fu0 la0", "नि0 सं0"),
    ("^jke*", "‘राम’"),
    ("ßjkeÞ", "“राम”"),
    ("^^jke^^", "“राम”"),
    ("D;k\\", "क्या?"),
    ("jke@';ke", "राम/श्याम"),
    // The other guises.
    ("x\u{F06B}\u{F0A1}o", "गाँव"),
    ("d\u{82}yst", "कॉलेज"),
    ("\u{83}\u{84}\u{85} xzke", "१२३ ग्राम"),
    ("MkW\u{AD}", "डॉ"),
    // The half letter behind which ि was typed.
    ("LfFkfr", "स्थिति"),
    ("vfLFk", "अस्थि"),
    ("cqf)", "बुद्धि"),
    ("'kfDr", "शक्ति"),
    ("'kfä", "शक्ति"),
    ("HkfDr", "भक्ति"),
    ("jkeiqj izkFkfed d`f\"k lk[k lg;ksx lfefr fyfeVsM", "रामपुर प्राथमिक कृषि साख सहयोग समिति लिमिटेड"),
];

fn decoder() -> Decoder {
    Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test")
}

#[test]
fn words_of_registers_read_as_they_were_meant() {
    let decoder = decoder();
    let mut wrong = Vec::new();
    for (typed, meant) in PAIRS {
        let read = decoder.kruti_dev().convert(typed, QuoteStyle::Intent);
        if read.text != *meant {
            wrong.push(format!("{typed} → {} instead of {meant}", read.text));
        }
    }
    assert!(PAIRS.len() >= 120 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_codes_and_numbers_inside_a_hindi_cell_stay() {
    let decoder = decoder();
    for (typed, meant) in [
        ("jkeiqj PACS lfefr", "रामपुर PACS समिति"),
        ("glupd Jfed lfefr", "हसनचक श्रमिक समिति"),
        ("iSDl ¼PACS½ fyfeVsM", "पैक्स (PACS) लिमिटेड"),
        ("la[;k 12/PAT/1957 fnukad 12-03-1957", "संख्या 12/PAT/1957 दिनांक 12.03.1957"),
        ("Software Development lfefr", "Software Development समिति"),
        ("Primary Agriculture Credit Society Ltd.", "Primary Agriculture Credit Society Ltd."),
        ("12/03/1957", "12/03/1957"),
        ("1,23,456.50", "1,23,456.50"),
        ("2012&13", "2012-13"),
        ("(12)", "(12)"),
        ("DEO/RPR/2024", "DEO/RPR/2024"),
        ("रामपुर समिति (रजि.), 12-5", "रामपुर समिति (रजि.), 12-5"),
        ("रामपुर lfefr", "रामपुर समिति"),
        ("in", "पद"),
        ("office@gov.in", "office@gov.in"),
        ("lfefr;kW", "समितियाँ"),
        ("o\"kZ 2012&13 esa 5 iz'u", "वर्ष 2012-13 में 5 प्रश्न"),
        ("jkf'k :0 esa", "राशि रू0 में"),
        ("va'kiwath ¼#0 esa½", "अंशपूंजी (रु0 में)"),
        ("jkf'k #- 500", "राशि रु. 500"),
        ("jkf'k ¼:0½", "राशि (रू0)"),
        (":0 500", "रू0 500"),
        ("Balance : 500", "Balance : 500"),
        ("Patna,Bihar", "Patna,Bihar"),
        ("Vill:Rampur", "Vill:Rampur"),
        ("Amethi(Amethi)", "Amethi(Amethi)"),
        ("(i) (iv) (a)", "(i) (iv) (a)"),
        ("Khata No.12,Plot No.5", "Khata No.12,Plot No.5"),
        ("Rs.500/-", "Rs.500/-"),
        ("1st 2nd 10kg", "1st 2nd 10kg"),
        ("Secretary(PACS)", "Secretary(PACS)"),
        ("xzke jkeiqj] Mob:9876543210", "ग्राम रामपुर, Mob:9876543210"),
        ("fe= lg;ksx ;q)", "मित्र सहयोग युद्ध"),
        ("dqy izkIr%", "कुल प्राप्त:"),
    ] {
        let read = decoder.decode(typed, &FontFamily::KrutiDev, QuoteStyle::Intent).expect("Kruti Dev has a table");
        assert_eq!(read.text, meant, "{typed}");
    }
}

#[test]
fn walkman_is_read_with_its_own_keys() {
    let decoder = decoder();
    for (typed, meant) in [
        ("osQ", "के"),
        ("oqQN", "कुछ"),
        ("iQjojh", "फरवरी"),
        ("mQij", "ऊपर"),
        ("lfefr", "समिति"),
        ("'kq¼", "शुद्ध"),
        ("iszQe", "फ्रेम"),
        ("(12)", "(12)"),
        ("ûüý", "१२३"),
    ] {
        let converter = decoder.converter(&FontFamily::Walkman).ok().flatten().expect("Walkman has a table");
        assert_eq!(converter.convert(typed, QuoteStyle::Intent).text, meant, "{typed}");
    }
}

#[test]
fn chanakya_is_read_with_its_own_keys() {
    let decoder = decoder();
    for (typed, meant) in [
        ("·¤×", "कम"),
        ("Â¿æØÌ", "पचायत"),
        ("ç·", "कि"),
        ("§ü", "ई"),
        ("·¤×ü", "कर्म"),
        ("¸Çæ", "ड़ा"),
        ("ÖæÚUÌ", "भारत"),
    ] {
        let converter = decoder.converter(&FontFamily::Chanakya).ok().flatten().expect("Chanakya has a table");
        assert_eq!(converter.convert(typed, QuoteStyle::Intent).text, meant, "{typed}");
    }
}

#[test]
fn a_font_without_a_table_is_refused_by_name() {
    let refused = decoder().decode("xyz", &FontFamily::OtherLegacy("Shusha".into()), QuoteStyle::Intent);
    assert!(refused.is_err_and(|error| error.to_string().contains("Shusha")));
}
