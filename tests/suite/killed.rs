//! Killed at any instant, an import or an apply leaves a sound register with the whole batch or without it, and running
//! it again gives what one run gives. `COOP_KILLS` says how often; `.ci/deep` says 200.

use super::office::{Office, TODAY, program, repository};
use std::{
    env,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

const SAMPLE: &str = "samples/legacy/several-sheets/several-sheets.xlsx";

/// The program, started and not waited for.
fn started(office: &Office, arguments: &[&str]) -> std::process::Child {
    Command::new(program("coop-migrate"))
        .args(["--progress", "never", "--quiet", "--as-of", &TODAY.to_string(), "--office"])
        .arg(office.folder())
        .args(arguments)
        .env_remove("COOP_OFFICE")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built with the tests")
}

fn killed_anywhere(before: &Office, arguments: &[&str], times: u32) {
    let whole = before.copy();
    let empty = whole.digest();
    let begun = Instant::now();
    let ended = started(&whole, arguments).wait().expect("it ends").code();
    let lasts = begun.elapsed();
    assert!(matches!(ended, Some(0 | 1)), "{arguments:?} ended with {ended:?}");
    let full = whole.digest();
    assert_ne!(empty, full);
    let (mut without, mut with) = (0, 0);
    for nth in 0..times {
        let office = before.copy();
        let mut child = started(&office, arguments);
        // Evenly over the time it takes, and a little after it.
        sleep(lasts.mul_f64(1.05) * nth / times.max(1) + Duration::from_micros(u64::from(nth * 317 % 1000)));
        // Already over is as good as killed.
        let _ = child.kill();
        child.wait().expect("it is over");
        let found = office.digest();
        assert!(
            found == empty || found == full,
            "killed at {nth} of {times}: neither without the batch nor with all of it"
        );
        if found == full {
            with += 1
        } else {
            without += 1
        }
        office.chain();
        let again = started(&office, arguments).wait().expect("it ends").code();
        assert!(matches!(again, Some(0 | 1)), "killed at {nth} of {times}, then run again: {again:?}");
        assert_eq!(office.digest(), full, "killed at {nth} of {times}, then run again");
    }
    assert!(without > 0, "some were killed before the end ({with} after it)");
}

#[test]
fn killed_at_any_instant_the_register_holds_the_whole_batch_or_nothing() {
    let times = env::var("COOP_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let sample = repository(SAMPLE);
    let sample: &str = Path::to_str(&sample).expect("a path in UTF-8");
    let empty = Office::new();
    killed_anywhere(&empty, &["import", sample], times / 2);
    let planned = Office::new();
    planned.json("coop-migrate", &["stage", sample]);
    planned.json("coop-migrate", &["plan", "build", "--batch", "B0001"]);
    killed_anywhere(&planned, &["apply", "B0001"], times - times / 2);
}
