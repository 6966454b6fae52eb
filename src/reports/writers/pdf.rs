//! PDF: the dressed report is handed to the printing program `coop-print`, which is installed beside this one.

use crate::reports::{Report, ReportError, Words, letter::LetterFile, parts::PrintJob};
use std::{
    env,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const PROGRAM: &str = "coop-print";

/// The printing program: beside the running program, in the folder above (test programs), or in PATH.
pub fn find() -> Result<PathBuf, ReportError> {
    let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_owned));
    let mut looked_in: Vec<PathBuf> = beside.iter().cloned().collect();
    looked_in.extend(env::var_os("PATH").iter().flat_map(env::split_paths).filter(|folder| folder.is_absolute()));
    looked_in.iter().map(|folder| folder.join(PROGRAM)).find(|path| path.is_file()).ok_or_else(|| {
        // The whole PATH would drown the sentence; its name says enough.
        let shown = beside.into_iter().chain([PathBuf::from("PATH")]).collect();
        ReportError::NoPrinter { looked_in: shown }
    })
}

/// Prints a report into a folder and returns the names of the files made: `NAME.pdf`, or `NAME.part-01.pdf` and on.
pub fn print(
    program: &Path,
    report: &Report,
    words: &Words,
    fonts: Vec<String>,
    folder: &Path,
) -> Result<Vec<String>, ReportError> {
    hand_over(program, &PrintJob::new(report, words, fonts)?, folder)
}

/// Prints letters into a folder and returns the names of the files made.
pub fn print_letters(
    program: &Path,
    letters: Vec<LetterFile>,
    fonts: Vec<String>,
    folder: &Path,
) -> Result<Vec<String>, ReportError> {
    hand_over(program, &PrintJob { fonts, letters, ..PrintJob::default() }, folder)
}

fn hand_over(program: &Path, job: &PrintJob, folder: &Path) -> Result<Vec<String>, ReportError> {
    let failed = |cause| ReportError::output(program, cause);
    let mut child = Command::new(program)
        .arg("--into")
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let text = serde_json::to_vec(job).map_err(|error| failed(error.into()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends early says why on stderr: that is told, not the broken pipe.
        let _ = stdin.write_all(&text);
    }
    let done = child.wait_with_output().map_err(failed)?;
    if !done.status.success() {
        let message = String::from_utf8_lossy(&done.stderr).into_owned();
        return Err(ReportError::Printing { code: done.status.code(), message });
    }
    Ok(String::from_utf8_lossy(&done.stdout).lines().map(str::to_owned).collect())
}
