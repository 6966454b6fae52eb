//! A part unpacked in a thread of its own, a few pieces ahead of whoever reads it.

use super::guard::guarded;
use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, sync_channel},
    thread,
};

/// Bytes of a piece, and how many pieces may wait.
const PIECE: usize = 1 << 17;
const WAITING: usize = 8;

/// What the unpacking thread hands over: a piece, an empty one at the end, or why there are no more.
type Piece = io::Result<Vec<u8>>;

/// Reads what another thread unpacks.
pub(super) struct Ahead {
    pieces: Receiver<Piece>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Ahead {
    /// Begins to unpack; `part` makes the reader in its thread, for few readers may change theirs.
    pub fn of(
        part: impl FnOnce(&mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()> + Send + 'static,
    ) -> Self {
        let (sender, pieces) = sync_channel::<Piece>(WAITING);
        thread::spawn(move || {
            let mut hand_over = |input: &mut dyn Read| -> io::Result<()> {
                loop {
                    let mut piece = Vec::with_capacity(PIECE);
                    let read = input.take(PIECE as u64).read_to_end(&mut piece)?;
                    // Whoever should take it has given up and says why.
                    if sender.send(Ok(piece)).is_err() || read == 0 {
                        return Ok(());
                    }
                }
            };
            // After a panic nothing more comes, and no empty piece either.
            if let Ok(Err(cause)) = guarded("unpacking", || part(&mut hand_over)) {
                let _ = sender.send(Err(cause));
            }
        });
        Self { pieces, piece: Vec::new(), at: 0, ended: false }
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && !self.ended {
            // A thread that ends without an empty piece has broken off.
            self.piece = self.pieces.recv().map_err(|_| io::Error::other("unpacking broke off"))??;
            (self.at, self.ended) = (0, self.piece.is_empty());
        }
        let n = buffer.len().min(self.piece.len() - self.at);
        buffer[..n].copy_from_slice(&self.piece[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_unpacked_arrives_whole_and_a_fault_behind_it() {
        let bytes: Vec<u8> = (0..3 * PIECE + 17).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let (sent, mut read) = (bytes.clone(), Vec::new());
        let mut ahead = Ahead::of(move |hand_over| hand_over(&mut &sent[..]));
        ahead.read_to_end(&mut read).unwrap();
        assert!(read == bytes, "other bytes");
        assert_eq!(ahead.read(&mut [0; 8]).unwrap(), 0);

        let sent = bytes.clone();
        let broken = Ahead::of(move |hand_over| hand_over(&mut (&sent[..]).chain(Broken)));
        read.clear();
        let fault = { broken }.read_to_end(&mut read).unwrap_err();
        assert_eq!((fault.to_string(), read.len()), ("broken".to_owned(), 3 * PIECE));
        let panics = Ahead::of(|_| panic!("as a reader might on a broken file"));
        assert!({ panics }.read_to_end(&mut read).is_err());
    }

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
    }
}
