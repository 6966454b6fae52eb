-- Societies that cannot be audited for some years, by order, and when that ended.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AX-<number>, never reused.
CREATE TABLE audit_exclusion (
  audit_exclusion_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER audit_exclusion_unchanged BEFORE UPDATE ON audit_exclusion
BEGIN SELECT RAISE (ABORT, 'audit exclusion: an identity never changes'); END;
CREATE TRIGGER audit_exclusion_kept BEFORE DELETE ON audit_exclusion
BEGIN SELECT RAISE (ABORT, 'audit exclusion: an identity is never removed'); END;

CREATE TABLE audit_exclusion_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES audit_exclusion (audit_exclusion_id),
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
  "society" TEXT REFERENCES society (society_id),
  "ground" TEXT,
  "from_fy" TEXT,
  "to_fy" TEXT,
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "login" TEXT,
  "withdrawn_on" TEXT CHECK ("withdrawn_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "withdrawn_by" TEXT,
  "withdrawn_why" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES audit_exclusion_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX audit_exclusion_register_subject ON audit_exclusion_register (length(subject), subject);
CREATE UNIQUE INDEX audit_exclusion_register_supersedes ON audit_exclusion_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER audit_exclusion_register_unchanged BEFORE UPDATE ON audit_exclusion_register
BEGIN SELECT RAISE (ABORT, 'audit exclusion register: supersede the entry instead'); END;
CREATE TRIGGER audit_exclusion_register_kept BEFORE DELETE ON audit_exclusion_register
BEGIN SELECT RAISE (ABORT, 'audit exclusion register: entries are never removed'); END;
CREATE TRIGGER audit_exclusion_register_same_subject BEFORE INSERT ON audit_exclusion_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'audit exclusion register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM audit_exclusion_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
