//! Foreign readers may panic on damaged files; here that becomes a fault of the file.

use super::error::Fault;
use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
    sync::Once,
};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a foreign reader; a panic in it is told as a broken part, not printed.
pub(super) fn guarded<T>(part: &str, read: impl FnOnce() -> T) -> Result<T, Fault> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    // Whatever the reader left half done is dropped with it.
    let outcome = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    outcome.map_err(|_| Fault::broken(part, "its structure contradicts itself"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_foreign_reader_is_a_fault_of_the_file() {
        assert_eq!(guarded("part", || 7), Ok(7));
        let outcome: Result<u8, Fault> = guarded("part", || [1u8, 2][std::hint::black_box(5)]);
        assert!(matches!(outcome, Err(Fault::Broken { .. })));
    }
}
