//! Tables written for tests.

use parquet::{
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use std::sync::Arc;

/// A column with a value, or none, a row.
#[derive(Clone, Debug)]
#[allow(dead_code, reason = "each user has the columns it needs")]
pub enum Made {
    Texts(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Paise(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Yes(Vec<Option<bool>>),
    Days(Vec<Option<i32>>),
}

impl Made {
    fn declared(&self, name: &str) -> String {
        match self {
            Self::Texts(_) => format!("optional binary {name} (UTF8);"),
            Self::Whole(_) => format!("optional int64 {name};"),
            Self::Paise(_) => format!("optional int64 {name} (DECIMAL(18,2));"),
            Self::Real(_) => format!("optional double {name};"),
            Self::Yes(_) => format!("optional boolean {name};"),
            Self::Days(_) => format!("optional int32 {name} (DATE);"),
        }
    }
    fn rows(&self) -> usize {
        match self {
            Self::Texts(all) => all.len(),
            Self::Whole(all) | Self::Paise(all) => all.len(),
            Self::Real(all) => all.len(),
            Self::Yes(all) => all.len(),
            Self::Days(all) => all.len(),
        }
    }
}

/// The bytes of a table in groups of at most so many rows.
pub fn table(columns: &[(&str, Made)], group_rows: usize) -> Vec<u8> {
    let declared: String = columns.iter().map(|(name, made)| made.declared(name)).collect();
    let schema = Arc::new(parse_message_type(&format!("message table {{ {declared} }}")).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).expect("a writer");
    let rows = columns.first().map_or(0, |(_, made)| made.rows());
    for from in (0..rows).step_by(group_rows.max(1)) {
        let some = from..rows.min(from + group_rows);
        let mut group = writer.next_row_group().expect("a group");
        for (_, made) in columns {
            let mut column = group.next_column().expect("a column").expect("as many as declared");
            macro_rules! put {
                ($kind:ty, $all:expr, $as:expr) => {{
                    let cells = &$all[some.clone()];
                    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
                    let values: Vec<_> = cells.iter().flatten().map($as).collect();
                    column.typed::<$kind>().write_batch(&values, Some(&levels), None).expect("written");
                }};
            }
            match made {
                Made::Texts(all) => put!(ByteArrayType, all, |text| ByteArray::from(text.as_str())),
                Made::Whole(all) | Made::Paise(all) => put!(Int64Type, all, |n| *n),
                Made::Real(all) => put!(DoubleType, all, |x| *x),
                Made::Yes(all) => put!(BoolType, all, |yes| *yes),
                Made::Days(all) => put!(Int32Type, all, |day| *day),
            }
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
    bytes
}
