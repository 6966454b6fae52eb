//! Makes everything under `samples/` that is made: `cargo run --no-default-features --example make_samples`.
//!
//! The same program gives the same bytes: no clock, no randomness but a counted one. A test compares what it makes
//! with what is stored.

mod maker;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let root = std::env::args().nth(1).unwrap_or_else(|| "samples".into());
    let files = match maker::all() {
        Ok(files) => files,
        Err(error) => {
            eprintln!("make_samples: {error}");
            return ExitCode::FAILURE;
        }
    };
    for (name, bytes) in &files {
        let path = Path::new(&root).join(name);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        if let Err(error) = written {
            eprintln!("make_samples: {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    println!("{} files written under {root}", files.len());
    ExitCode::SUCCESS
}
