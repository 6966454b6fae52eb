use super::made::{Made, table};
use crate::source::{Fault, Format, Limits, ParquetList, Workbook};
use std::path::Path;

fn fault(bytes: &[u8]) -> Fault {
    Workbook::from_bytes(Path::new("a.parquet"), bytes.to_vec(), &Limits::default()).map(|_| ()).expect_err("a fault")
}

fn small() -> Vec<u8> {
    let columns = [
        ("name", Made::Texts(vec![Some("क".into()), None, Some("ख".into())])),
        ("amount", Made::Paise(vec![Some(1_250), Some(-5), None])),
        ("part", Made::Real(vec![Some(0.1), Some(3.0), None])),
        ("day", Made::Days(vec![None, Some(20_178), None])),
        ("yes", Made::Yes(vec![Some(true), None, Some(false)])),
    ];
    table(&columns, 2)
}

#[test]
fn a_table_is_a_sheet_headed_by_its_columns() {
    let mut workbook = Workbook::from_bytes(Path::new("a.parquet"), small(), &Limits::default()).unwrap();
    assert_eq!((workbook.format, workbook.sheet_names()), (Format::Parquet, vec!["a"]));
    let sheet = workbook.sheet(0).unwrap();
    let rows: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.cells().map(|cell| format!("{}={}", cell.place(), cell.content)).collect())
        .collect();
    assert_eq!(
        rows,
        [
            vec!["A1=name", "B1=amount", "C1=part", "D1=day", "E1=yes"],
            vec!["A2=क", "B2=12.5", "C2=0.1", "E2=true"],
            vec!["B3=-0.05", "C3=3", "D3=2025-03-31"],
            vec!["A4=ख", "E4=false"],
        ]
    );
}

#[test]
fn rows_are_read_from_any_stretch_on() {
    let numbers: Vec<Option<i64>> = (0..400_000).map(|n| (n % 7 > 0).then_some(n)).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), table(&[("n", Made::Whole(numbers.clone()))], 300_000)).unwrap();
    let list = ParquetList::open(file.path()).unwrap().unwrap();
    assert_eq!(list.stretches(), 4, "three of the large group, one of the small");
    let mut seen = vec![None; numbers.len()];
    for no in [3, 1, 2, 0, 1] {
        let mut room = list.room(vec![0]);
        list.go_to(no, &mut room).unwrap();
        while let Some(first) = room.load(1_000).unwrap() {
            for (_, loaded) in room.columns() {
                let from = first as usize - 2;
                loaded.each(|row, item| seen[from + row] = item.written().parse().ok()).unwrap();
            }
        }
    }
    assert!(seen == numbers);
}

#[test]
fn what_is_no_whole_table_is_one_fault() {
    let whole = small();
    assert_eq!(fault(&whole[..whole.len() / 2]).key(), "truncated");
    assert_eq!(fault(b"PAR1PAR1").key(), "broken_table");
    let sealed = [&whole[..whole.len() - 1], b"E"].concat();
    assert_eq!(fault(&sealed).key(), "encrypted");
    assert_eq!(fault(&[b"XAR1", &whole[4..]].concat()).key(), "not_a_spreadsheet");
    // Whatever byte is damaged, it reads or is told; it never ends the program.
    for at in 4..whole.len() - 4 {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x5A;
        let _ = Workbook::from_bytes(Path::new("a.parquet"), damaged, &Limits::default());
    }
}
