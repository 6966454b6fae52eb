//! Wall time, CPU time and peak memory of a whole process, read from /proc while it runs.

use std::{
    fs,
    io::Read as _,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What one process took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of user and system time, in steps of a hundredth.
    pub cpu: f64,
    /// Highest resident memory seen, kB.
    pub peak_kb: u64,
}

/// How often memory is looked at: the last look may miss what the process took in its last moment.
const LOOK: Duration = Duration::from_millis(2);
/// Ticks of a second in /proc/PID/stat; fixed for programs by the kernel.
const TICKS: f64 = 100.0;

/// Runs a command to its end; says what it took, what it said, and its exit code.
#[allow(dead_code, reason = "each bench takes what it needs")]
pub fn whole_process(mut command: Command) -> std::io::Result<(Spent, String, i32)> {
    command.stdout(Stdio::piped());
    let begun = Instant::now();
    let mut child = started(command)?;
    let mut output = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.as_mut().map_or(Ok(0), |o| o.read_to_end(&mut text));
        read.map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    let (spent, code) = watched(child, begun)?;
    let words = reader.join().map_err(|_| std::io::Error::other("the reader of the output failed"))??;
    Ok((spent, words, code))
}

/// The same of a command whose output goes into a file, which costs this process nothing.
#[allow(dead_code, reason = "each bench takes what it needs")]
pub fn whole_process_into(mut command: Command, file: fs::File) -> std::io::Result<(Spent, i32)> {
    command.stdout(file);
    let begun = Instant::now();
    watched(started(command)?, begun)
}

fn started(mut command: Command) -> std::io::Result<Child> {
    command.stderr(Stdio::null()).stdin(Stdio::null()).spawn()
}

fn watched(mut child: Child, begun: Instant) -> std::io::Result<(Spent, i32)> {
    let folder = format!("/proc/{}", child.id());
    let mut spent = Spent::default();
    loop {
        if let Some(peak) = peak_kb(&folder) {
            spent.peak_kb = spent.peak_kb.max(peak);
        }
        // Not waited for yet, a process that has ended keeps its times under state Z.
        match state_and_cpu(&folder) {
            Some(('Z', cpu)) => {
                (spent.wall, spent.cpu) = (begun.elapsed().as_secs_f64(), cpu);
                break;
            }
            Some(_) => thread::sleep(LOOK),
            None => return Err(std::io::Error::other("this measurement needs /proc")),
        }
    }
    Ok((spent, child.wait()?.code().unwrap_or(128)))
}

fn peak_kb(folder: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("{folder}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn state_and_cpu(folder: &str) -> Option<(char, f64)> {
    let stat = fs::read_to_string(format!("{folder}/stat")).ok()?;
    // The name in brackets may hold spaces; the fields after it may not.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |n: usize| fields.get(n)?.parse::<f64>().ok();
    // Fields 14 to 17 of the manual: own user and system time, and those of children waited for.
    let cpu = (ticks(11)? + ticks(12)? + ticks(13)? + ticks(14)?) / TICKS;
    Some((fields.first()?.chars().next()?, cpu))
}

/// The middle one; of an even number the lower of the two.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}
