//! The office folder: where it lies, what stands in it, whether its clock and its locks are right.

use super::{Seen, What};
use crate::{
    cli::{CommandError, Console, Office},
    model::{Remark, Severity},
    register::{ReadRegister, Register, RegisterError, noted_writer},
};
use std::{fs, ops::ControlFlow, os::unix::fs::PermissionsExt as _, path::Path};

/// Below so much free space the next import or backup may not fit, in MB; below a tenth of it that is an error.
const ROOM: u64 = 1024;

pub(super) fn checks(office: &Office, console: &Console) -> Vec<Seen> {
    let wrong = |fault: &CommandError| vec![Seen::of("office", "DOC-101", Err(console.in_one_line(fault)))];
    match office.settings_if_any() {
        Ok(None) => vec![Seen { check: "office", what: What::Well("doctor.no_office".into(), Vec::new()) }],
        Err(fault) => wrong(&fault),
        Ok(Some(_)) => match office.folder() {
            Ok(folder) => within(office, console, folder),
            Err(fault) => wrong(&fault),
        },
    }
}

fn within(office: &Office, console: &Console, folder: &Path) -> Vec<Seen> {
    let mut seen =
        vec![Seen::well("office", &[("folder", &folder.display().to_string())]), share(folder), disk(folder)];
    match office.read_register() {
        Ok(register) => {
            seen.push(read(&register, console));
            seen.extend(clock(office, &register));
        }
        Err(fault) => seen.push(Seen::of("register", "DOC-108", Err(console.in_one_line(&fault)))),
    }
    seen.push(writer(&folder.join("register.db")));
    seen.push(key(&folder.join("secret.key"), console));
    seen.push(Seen::of(
        "runs",
        "DOC-111",
        office.runs().map(|_| Vec::new()).map_err(|fault| console.in_one_line(&fault)),
    ));
    seen
}

fn read(register: &Register, console: &Console) -> Seen {
    let looked = || -> Result<String, RegisterError> {
        let faults = register.quick_check()?;
        let day = register.last_day_no()?.to_string();
        Ok(if faults.is_empty() { day } else { return Err(RegisterError::Database(faults.join("; "))) })
    };
    Seen::of(
        "register",
        "DOC-108",
        looked().map(|day| vec![("day", day)]).map_err(|fault| console.in_one_line(&fault.into())),
    )
}

/// `None` when the day book does not read: the register's own check says so.
fn clock(office: &Office, register: &Register) -> Option<Seen> {
    let (mut last, now) = (None, office.instant());
    let book = register.day_book(&mut |row| {
        last = Some(row.recorded_at);
        ControlFlow::Continue(())
    });
    book.ok()?;
    let at = now.to_string();
    Some(match last.filter(|last| now < *last) {
        None => Seen::well("clock", &[("now", &at)]),
        Some(last) => Seen::wrong("clock", Severity::Error, "DOC-104", &[("last", &last.to_string()), ("now", &at)]),
    })
}

fn writer(register: &Path) -> Seen {
    match noted_writer(register) {
        None => Seen::well("writer", &[]),
        Some((holder, true)) => Seen::well("writing", &[("holder", &holder)]),
        Some((holder, false)) => Seen::wrong("writer", Severity::Warning, "DOC-109", &[("holder", &holder)]),
    }
}

fn key(path: &Path, console: &Console) -> Seen {
    let usable = fs::read(path)
        .and_then(|_| fs::metadata(path))
        .map_err(|cause| console.in_one_line(&CommandError::io(path, &cause)))
        .and_then(|found| {
            let mode = found.permissions().mode() & 0o777;
            if mode & 0o077 == 0 {
                Ok(Vec::new())
            } else {
                Err(console.remark(&Remark::new("mode {mode}, others may read it").with("mode", format!("{mode:o}"))))
            }
        });
    Seen::of("key", "DOC-110", usable)
}

fn disk(folder: &Path) -> Seen {
    match fs4::available_space(folder) {
        Err(cause) => Seen::of("disk", "DOC-101", Err(format!("{}: {cause}", folder.display()))),
        Ok(bytes) => {
            let free = bytes >> 20;
            let severity = if free < ROOM / 10 { Severity::Error } else { Severity::Warning };
            let written = free.to_string();
            if free < ROOM {
                Seen::wrong("disk", severity, "DOC-103", &[("free", &written)])
            } else {
                Seen::well("disk", &[("free", &written)])
            }
        }
    }
}

fn share(folder: &Path) -> Seen {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let kind = file_system(&mounts, &folder).unwrap_or("–");
    if OVER_THE_NETWORK.contains(&kind) {
        Seen::wrong("share", Severity::Error, "DOC-102", &[("kind", kind)])
    } else {
        Seen::well("share", &[("kind", kind)])
    }
}

/// File systems whose locks reach over a network, if they reach at all.
const OVER_THE_NETWORK: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "ceph",
    "lustre",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.davfs2",
    "davfs",
];

/// Kind of the file system a folder lies on: of the mount points above it the deepest, of several there the last.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let (left, right) = line.split_once(" - ")?;
        // A space in a name is written \040.
        let point = left.split(' ').nth(4)?.replace("\\040", " ");
        let depth = Path::new(&point).components().count();
        folder.starts_with(&point).then_some((depth, right.split(' ').next()?))
    };
    mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_on_the_deepest_mount_above_it() {
        let mounts = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:50 / /srv rw shared:2 - xfs /dev/sdb1 rw
41 40 0:51 / /srv/the\\040office rw shared:3 - nfs4 server:/office rw
";
        assert_eq!(file_system(mounts, Path::new("/srv/the office/patna")), Some("nfs4"));
        assert_eq!(file_system(mounts, Path::new("/srv/the office 2")), Some("xfs"));
        assert_eq!(file_system(mounts, Path::new("/home")), Some("ext4"));
    }
}
