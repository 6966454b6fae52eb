//! A file that takes more time or memory than it may is given up: the command says so and ends with exit code 3.
//!
//! The readers hold limits of their own; this one holds for what none of them foresees, a loop in a foreign reader among
//! it. Nothing is written while a file is read, so the process may end at once.

use super::{CommandError, Console, Exit, interrupt};
use std::{
    fs,
    path::Path,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

/// How much a file may take while it is read; 0: as much as it likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Allowance {
    pub(super) seconds: u64,
    pub(super) megabytes: u64,
}

/// Between two looks at clock and memory.
const LOOKS: Duration = Duration::from_millis(200);

/// Watches until it is dropped.
pub(super) struct Watch(Option<Sender<()>>);

impl Watch {
    pub(super) fn over(file: &Path, allowed: Allowance, console: &Console) -> Self {
        let over = |what: &'static str, limit: u64| {
            let error = CommandError::new(Exit::Input, "error.source.takes_too_much")
                .with("file", file.display())
                .part("what", super::Part::Phrase(what.into()))
                .with("limit", limit);
            console.error_text(&error)
        };
        let too_long = over("seconds", allowed.seconds);
        let too_large = over("megabytes of memory", allowed.megabytes);
        let (stop, stopped) = mpsc::channel::<()>();
        let begun = Instant::now();
        let watching = move || {
            loop {
                let long = allowed.seconds > 0 && begun.elapsed().as_secs() >= allowed.seconds;
                let large = allowed.megabytes > 0 && resident_megabytes().is_some_and(|used| used >= allowed.megabytes);
                if long || large {
                    let said = if long { &too_long } else { &too_large };
                    said.print();
                    return interrupt::end(Exit::Input);
                }
                if stopped.recv_timeout(LOOKS) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        // Where no thread can be had the readers' own limits must do.
        let watched = thread::Builder::new().name("watch".into()).spawn(watching).is_ok();
        Self(watched.then_some(stop))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.take();
    }
}

/// Memory of this process in MB, as the kernel counts it.
fn resident_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_tells_how_much_memory_a_process_has() {
        assert!(resident_megabytes().is_some_and(|used| used > 0));
    }
}
