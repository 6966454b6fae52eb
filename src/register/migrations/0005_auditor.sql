-- Panel of auditors.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-A-<number>, never reused. The same source row always finds its own again.
CREATE TABLE auditor (
  auditor_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER auditor_unchanged BEFORE UPDATE ON auditor
BEGIN SELECT RAISE (ABORT, 'auditor: an identity never changes'); END;
CREATE TRIGGER auditor_kept BEFORE DELETE ON auditor
BEGIN SELECT RAISE (ABORT, 'auditor: an identity is never removed'); END;

CREATE TABLE auditor_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES auditor (auditor_id),
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
  "panel_no" TEXT,
  "name_hi" TEXT,
  "name_en" TEXT,
  "kind" TEXT,
  "membership_no" TEXT,
  "firm_no" TEXT,
  "phone" TEXT,
  "address" TEXT,
  "category" TEXT,
  "home_district" INTEGER,
  "districts" TEXT,
  "capacity" INTEGER,
  "valid_from" TEXT CHECK ("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "valid_to" TEXT CHECK ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "status" TEXT,
  "conflicts" TEXT,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES auditor_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX auditor_register_subject ON auditor_register (length(subject), subject);
CREATE UNIQUE INDEX auditor_register_supersedes ON auditor_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER auditor_register_unchanged BEFORE UPDATE ON auditor_register
BEGIN SELECT RAISE (ABORT, 'auditor register: supersede the entry instead'); END;
CREATE TRIGGER auditor_register_kept BEFORE DELETE ON auditor_register
BEGIN SELECT RAISE (ABORT, 'auditor register: entries are never removed'); END;
CREATE TRIGGER auditor_register_same_subject BEFORE INSERT ON auditor_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'auditor register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM auditor_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
