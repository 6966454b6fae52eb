-- Leave of auditors, and what an officer decided of conflicts of interest.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AL-<number>, never reused.
CREATE TABLE auditor_leave (
  auditor_leave_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER auditor_leave_unchanged BEFORE UPDATE ON auditor_leave
BEGIN SELECT RAISE (ABORT, 'auditor leave: an identity never changes'); END;
CREATE TRIGGER auditor_leave_kept BEFORE DELETE ON auditor_leave
BEGIN SELECT RAISE (ABORT, 'auditor leave: an identity is never removed'); END;

CREATE TABLE auditor_leave_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES auditor_leave (auditor_leave_id),
  groups         INTEGER NOT NULL,             -- bit mask of the groups of facts it states; 0 strikes out
  effective_from TEXT    NOT NULL,             -- answers --as-of
  recorded_at    TEXT    NOT NULL,             -- answers --known-on
  supersedes     INTEGER,                      -- set by a correction only; a later change is a new entry
  day_no         INTEGER NOT NULL,
  batch          TEXT,
  sheet          INTEGER,
  "row"          INTEGER,
  block_row      INTEGER,
  as_written     TEXT,                         -- JSON, only where it differs from the value as read
  other          TEXT,                         -- JSON: columns of the source that are no field
  seal           INTEGER NOT NULL,             -- first 8 bytes of the SHA-256 of the entry
  "auditor" TEXT,
  "from" TEXT CHECK ("from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "to" TEXT CHECK ("to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "order_no" TEXT,
  "entered_on" TEXT CHECK ("entered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "login" TEXT,
  "withdrawn_on" TEXT CHECK ("withdrawn_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "withdrawn_by" TEXT,
  "withdrawn_why" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES auditor_leave_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX auditor_leave_register_subject ON auditor_leave_register (length(subject), subject);
CREATE UNIQUE INDEX auditor_leave_register_supersedes ON auditor_leave_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER auditor_leave_register_unchanged BEFORE UPDATE ON auditor_leave_register
BEGIN SELECT RAISE (ABORT, 'auditor leave register: supersede the entry instead'); END;
CREATE TRIGGER auditor_leave_register_kept BEFORE DELETE ON auditor_leave_register
BEGIN SELECT RAISE (ABORT, 'auditor leave register: entries are never removed'); END;
CREATE TRIGGER auditor_leave_register_same_subject BEFORE INSERT ON auditor_leave_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'auditor leave register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM auditor_leave_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- Conflicts of interest: confirmed or cleared by order.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AC-<number>, never reused.
CREATE TABLE auditor_conflict (
  auditor_conflict_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER auditor_conflict_unchanged BEFORE UPDATE ON auditor_conflict
BEGIN SELECT RAISE (ABORT, 'auditor conflict: an identity never changes'); END;
CREATE TRIGGER auditor_conflict_kept BEFORE DELETE ON auditor_conflict
BEGIN SELECT RAISE (ABORT, 'auditor conflict: an identity is never removed'); END;

CREATE TABLE auditor_conflict_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES auditor_conflict (auditor_conflict_id),
  groups         INTEGER NOT NULL,             -- bit mask of the groups of facts it states; 0 strikes out
  effective_from TEXT    NOT NULL,             -- answers --as-of
  recorded_at    TEXT    NOT NULL,             -- answers --known-on
  supersedes     INTEGER,                      -- set by a correction only; a later change is a new entry
  day_no         INTEGER NOT NULL,
  batch          TEXT,
  sheet          INTEGER,
  "row"          INTEGER,
  block_row      INTEGER,
  as_written     TEXT,                         -- JSON, only where it differs from the value as read
  other          TEXT,                         -- JSON: columns of the source that are no field
  seal           INTEGER NOT NULL,             -- first 8 bytes of the SHA-256 of the entry
  "auditor" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "ground" TEXT,
  "decision" TEXT,
  "reason" TEXT,
  "order_no" TEXT,
  "decided_on" TEXT CHECK ("decided_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES auditor_conflict_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX auditor_conflict_register_subject ON auditor_conflict_register (length(subject), subject);
CREATE UNIQUE INDEX auditor_conflict_register_supersedes ON auditor_conflict_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER auditor_conflict_register_unchanged BEFORE UPDATE ON auditor_conflict_register
BEGIN SELECT RAISE (ABORT, 'auditor conflict register: supersede the entry instead'); END;
CREATE TRIGGER auditor_conflict_register_kept BEFORE DELETE ON auditor_conflict_register
BEGIN SELECT RAISE (ABORT, 'auditor conflict register: entries are never removed'); END;
CREATE TRIGGER auditor_conflict_register_same_subject BEFORE INSERT ON auditor_conflict_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'auditor conflict register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM auditor_conflict_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
