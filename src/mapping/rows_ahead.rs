//! The rows of a large sheet, read in a thread of its own a little ahead of whoever takes them.

use super::{ReadRow, Script};
use crate::source::Sheet;
use std::{sync::mpsc::sync_channel, thread};

/// Rows from which a thread is worth its making, rows handed over at once, and how many such parcels may wait.
const MANY: usize = 2_000;
const PARCEL: usize = 128;
const WAITING: usize = 8;

impl Script {
    /// Reads every row of a sheet and hands it over, in order.
    pub fn each_row(&self, sheet: &Sheet, mut take: impl FnMut(ReadRow)) {
        if sheet.row_count() < MANY {
            return sheet.rows().for_each(|row| take(self.read_row(&row)));
        }
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(WAITING);
            // A panic while reading is passed on when the scope ends.
            scope.spawn(move || {
                let mut rows = sheet.rows();
                loop {
                    let parcel: Vec<ReadRow> = rows.by_ref().take(PARCEL).map(|row| self.read_row(&row)).collect();
                    // Whoever should take them has given up and says why.
                    if parcel.is_empty() || sender.send(parcel).is_err() {
                        return;
                    }
                }
            });
            receiver.into_iter().flatten().for_each(&mut take);
        });
    }
}
