//! Where the stretches of a long list come from.

use super::{lines::Lines, sitting::Sitting};
use crate::source::{Block, PlainList};
use std::io;

/// A list that gives its stretches to whoever asks next.
pub(super) trait Supply: Sync {
    /// Room for one stretch.
    type Room;
    /// Room for a worker.
    fn room(&self) -> Self::Room;
    /// Takes the next stretch: its number and its bytes; nothing at the end.
    fn next(&self, room: &mut Self::Room) -> io::Result<Option<(usize, u64)>>;
    /// Takes a stretch that was given before.
    fn again(&self, room: &mut Self::Room, no: usize) -> io::Result<()>;
    /// Reads its rows and has them judged. Nothing where they need the reader of all writings.
    fn read<T: Default>(&self, room: &mut Self::Room, sitting: &mut Sitting<'_, T>) -> io::Result<Option<()>>;
}

impl Supply for PlainList {
    type Room = Block;

    fn room(&self) -> Block {
        Block::new()
    }
    fn next(&self, block: &mut Block) -> io::Result<Option<(usize, u64)>> {
        PlainList::next(self, block)
    }
    fn again(&self, block: &mut Block, no: usize) -> io::Result<()> {
        PlainList::again(self, no, block)
    }
    fn read<T: Default>(&self, block: &mut Block, sitting: &mut Sitting<'_, T>) -> io::Result<Option<()>> {
        let Some(mut lines) = Lines::of(block, sitting.list) else { return Ok(None) };
        loop {
            match lines.fill(sitting.list, &mut sitting.builder, &mut sitting.rows) {
                None => return Ok(None),
                // The first stretch may hold notes on the head and no return.
                Some(false) if sitting.rows.notes.is_empty() => return Ok(Some(())),
                Some(_) => sitting.judge(),
            }
        }
    }
}
