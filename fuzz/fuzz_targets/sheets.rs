//! The readers of spreadsheets, by content: whatever the bytes, a file is read within its limits or refused in words.
#![no_main]

use coop_registry::source::{Limits, Workbook};
use libfuzzer_sys::fuzz_target;
use std::{fs, path::PathBuf, sync::LazyLock};

static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = if PathBuf::from("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
    folder.join(format!("coop-fuzz-{}", std::process::id()))
});

fuzz_target!(|bytes: &[u8]| {
    if fs::write(&*PLACE, bytes).is_err() {
        return;
    }
    let limits = Limits { unpacked_bytes: 8 << 20, cells: 200_000, rows: 100_000, texts: 50_000, ..Limits::default() };
    let Ok(mut book) = Workbook::open(&PLACE, &limits) else { return };
    let count = u32::try_from(book.sheet_names().len()).unwrap_or(u32::MAX);
    for index in 0..count.min(8) {
        let Ok(sheet) = book.sheet(index) else { continue };
        let mut before = 0;
        for row in sheet.rows() {
            assert!(row.number > before, "rows ascend");
            before = row.number;
            for cell in row.cells() {
                let _ = cell.content.to_string();
                assert!(cell.pieces().map(|piece| piece.text.len()).sum::<usize>() <= cell.text().map_or(0, str::len));
            }
        }
    }
});
