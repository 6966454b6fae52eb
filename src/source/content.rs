//! What a file is, told by its bytes.

use super::{
    Limits, encoding,
    error::Fault,
    package::{Bytes, Package},
    parquet,
};
use memchr::memmem;

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
    Parquet,
    /// Text without markup.
    Text,
    /// Something else, said with its article.
    Other(&'static str),
}

/// Beginnings that leave no doubt.
const BEGINNINGS: [(&[u8], &str); 12] = [
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
];

pub(super) fn recognise(bytes: &Bytes, limits: &Limits) -> Result<Content, Fault> {
    if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Ok(Content::Other(what));
    }
    if parquet::MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Ok(Content::Parquet);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes, limits);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    // A BIFF stream without its compound file: Excel 2 to 4.
    if bytes.len() > 8
        && bytes[0] == 9
        && matches!(bytes[1], 0 | 2 | 4)
        && matches!(bytes[2], 4 | 6 | 8)
        && bytes[3] == 0
    {
        return Ok(Content::Other("a workbook of Excel 4 or older"));
    }
    Ok(text(bytes))
}

fn zipped(bytes: &Bytes, limits: &Limits) -> Result<Content, Fault> {
    let mut package = Package::open(bytes.clone(), limits)?;
    if package.has("xl/workbook.bin") {
        return Ok(Content::Xlsb);
    }
    if package.has("mimetype") {
        let kind = package.bytes("mimetype")?.unwrap_or_default();
        let kind = String::from_utf8_lossy(&kind).into_owned();
        let sealed = package
            .bytes("META-INF/manifest.xml")?
            .is_some_and(|manifest| memmem::find(&manifest, b"encryption-data").is_some());
        return match kind.trim() {
            kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                if sealed {
                    Err(Fault::Encrypted("OpenDocument encryption"))
                } else {
                    Ok(Content::Ods)
                }
            }
            kind if kind.starts_with("application/vnd.oasis.opendocument") => {
                Ok(Content::Other("an OpenDocument file that is no spreadsheet"))
            }
            "application/epub+zip" => Ok(Content::Other("an electronic book")),
            _ => Ok(Content::Other("a zip archive of another kind")),
        };
    }
    let has_part = |folder: &str| package.names().any(|name| name.starts_with(folder));
    Ok(if has_part("word/") {
        Content::Other("a Word document")
    } else if has_part("ppt/") {
        Content::Other("a PowerPoint presentation")
    } else if package.has("xl/workbook.xml") || package.has("[Content_Types].xml") {
        Content::Xlsx
    } else {
        Content::Other("a zip archive of another kind")
    })
}

/// An OLE compound file: the names of its streams stand in its directory as UTF-16.
fn compound(bytes: &[u8]) -> Result<Content, Fault> {
    let has = |name: &str| {
        let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        wanted.extend([0, 0]);
        memmem::find(bytes, &wanted).is_some()
    };
    if has("EncryptedPackage") {
        Err(Fault::Encrypted("Office encryption"))
    } else if has("Workbook") || has("Book") {
        Ok(Content::Xls)
    } else if has("WordDocument") {
        Ok(Content::Other("an old Word document"))
    } else if has("PowerPoint Document") {
        Ok(Content::Other("an old PowerPoint presentation"))
    } else {
        // The directory may be what is missing of a file that broke off.
        Ok(Content::Xls)
    }
}

/// Without the character that the end of the head cuts.
fn whole_characters(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(cause) if cause.error_len().is_none() => &head[..cause.valid_up_to()],
        _ => head,
    }
}

fn text(bytes: &[u8]) -> Content {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let (text, _) = encoding::decode_head(whole_characters(head));
    let odd =
        text.chars().filter(|c| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1A}' | '\u{C}')).count();
    if text.contains('\0') || odd * 50 > text.chars().count() {
        return Content::Other("a file of an unknown binary format");
    }
    let start: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(2_000).collect();
    let start = start.to_ascii_lowercase();
    let is_html =
        ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"].iter().any(|tag| start.starts_with(tag));
    if is_html || (start.starts_with('<') && start.contains("<html")) {
        Content::Other("a web page (HTML)")
    } else if start.starts_with("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Content::Other("an Excel 2003 XML table")
    } else if start.starts_with("<?xml") {
        Content::Other("an XML document")
    } else if start.starts_with("mime-version:") {
        Content::Other("a web page archive (MHTML)")
    } else {
        Content::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Content {
        recognise(&Bytes::from(bytes), &Limits::default()).unwrap()
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(of(b"%PDF-1.7 ..."), Content::Other("a PDF document"));
        assert_eq!(of(b"  <HTML><body><table>"), Content::Other("a web page (HTML)"));
        assert_eq!(of(b"<?xml version='1.0'?><a/>"), Content::Other("an XML document"));
        assert_eq!(of(b"\x01\x02\x03\x00\x00\x07binary"), Content::Other("a file of an unknown binary format"));
        assert_eq!(of("क्र.,नाम\n1,रामपुर\n".as_bytes()), Content::Text);
        assert_eq!(of(b"\xFF\xFEa\0,\0b\0"), Content::Text);
        // Kruti Dev text typed in a plain editor: `<` is a letter.
        assert_eq!(of(b"<kdk,d`f\"k\r\n1,2"), Content::Text);
    }
}
