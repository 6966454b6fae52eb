//! Ctrl-C and a request to end: what is unfinished is removed, the run row is closed, the exit code says which it was.
//!
//! A transaction of the register needs no help: what is not committed is not there.

use super::Exit;
use crate::unfinished;
use std::{
    io::Read as _,
    os::{
        fd::{AsRawFd as _, IntoRawFd as _},
        unix::net::UnixStream,
    },
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI32, Ordering},
    },
    thread,
};

const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;
/// The value that `signal` knows as "ignored", as under `nohup` and for background jobs of a script.
const IGNORED: usize = 1;

/// Where the handler writes the number of the signal; the watching thread reads it.
static BELL: AtomicI32 = AtomicI32::new(-1);

type Last = Box<dyn FnOnce(Exit) + Send>;
static AT_END: Mutex<Option<Last>> = Mutex::new(None);

/// What is still to be done when the command is interrupted: closing its run row. `None` when that is done.
pub(super) fn at_end(last: Option<Last>) {
    *AT_END.lock().unwrap_or_else(PoisonError::into_inner) = last;
}

#[allow(unsafe_code, reason = "the standard library has no way to hear a signal; these two calls are POSIX")]
mod system {
    use super::{BELL, Ordering};

    unsafe extern "C" {
        fn signal(number: i32, handler: usize) -> usize;
        fn write(file: i32, bytes: *const u8, count: usize) -> isize;
    }

    /// Only `write` is called here: a handler may do next to nothing else.
    extern "C" fn ring(number: i32) {
        let byte = number.to_le_bytes()[0];
        // SAFETY: one byte of this stack frame is written to a socket that stays open as long as the process.
        unsafe { write(BELL.load(Ordering::Relaxed), &raw const byte, 1) };
    }

    /// Rings the bell for a signal, and says what was set before.
    pub(super) fn hear(number: i32) -> usize {
        let handler: extern "C" fn(i32) = ring;
        // SAFETY: the handler has the signature `signal` asks for and lives as long as the program.
        unsafe { signal(number, handler as usize) }
    }

    /// Sets a disposition back to what [`hear`] found.
    pub(super) fn set_back(number: i32, to: usize) {
        // SAFETY: the value came from `signal` itself.
        unsafe { signal(number, to) };
    }
}

/// Ends the process with this code from whatever thread: what is unfinished is removed, the run row is closed.
pub(super) fn end(exit: Exit) {
    unfinished::remove_all_then(|| {
        if let Some(last) = AT_END.lock().unwrap_or_else(PoisonError::into_inner).take() {
            last(exit);
        }
        std::process::exit(i32::from(exit as u8));
    });
}

/// Listens from now on. Signals that are ignored stay ignored; where listening is impossible they end the program as ever.
pub(super) fn listen() {
    let Ok((mut heard, bell)) = UnixStream::pair() else { return };
    let watch = move || {
        let mut number = [0_u8];
        if heard.read_exact(&mut number).is_ok() {
            end(if i32::from(number[0]) == SIGTERM { Exit::Terminated } else { Exit::Interrupted });
        }
    };
    if thread::Builder::new().name("interrupt".into()).spawn(watch).is_err() {
        return;
    }
    BELL.store(bell.as_raw_fd(), Ordering::Relaxed);
    // Stays open until the process ends.
    let _ = bell.into_raw_fd();
    for number in [SIGINT, SIGTERM] {
        let before = system::hear(number);
        if before == IGNORED {
            system::set_back(number, before);
        }
    }
}
