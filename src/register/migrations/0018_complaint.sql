-- Complaint register (R12).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-C-<number>, never reused. The same source row always finds its own again.
CREATE TABLE complaint (
  complaint_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER complaint_unchanged BEFORE UPDATE ON complaint
BEGIN SELECT RAISE (ABORT, 'complaint: an identity never changes'); END;
CREATE TRIGGER complaint_kept BEFORE DELETE ON complaint
BEGIN SELECT RAISE (ABORT, 'complaint: an identity is never removed'); END;

CREATE TABLE complaint_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES complaint (complaint_id),
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
  "complaint_no" TEXT,
  "received_on" TEXT CHECK ("received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "channel" TEXT,
  "complainant" TEXT,
  "mobile" TEXT,
  "is_member" INTEGER,
  "society" TEXT REFERENCES society (society_id),
  "category" TEXT,
  "plot" TEXT,
  "seniority_no" INTEGER,
  "officer" TEXT,
  "due_on" TEXT CHECK ("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "stage" TEXT,
  "finding" TEXT,
  "disposed_on" TEXT CHECK ("disposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "cell" TEXT,
  "appeal_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES complaint_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX complaint_register_subject ON complaint_register (length(subject), subject);
CREATE UNIQUE INDEX complaint_register_supersedes ON complaint_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER complaint_register_unchanged BEFORE UPDATE ON complaint_register
BEGIN SELECT RAISE (ABORT, 'complaint register: supersede the entry instead'); END;
CREATE TRIGGER complaint_register_kept BEFORE DELETE ON complaint_register
BEGIN SELECT RAISE (ABORT, 'complaint register: entries are never removed'); END;
CREATE TRIGGER complaint_register_same_subject BEFORE INSERT ON complaint_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'complaint register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM complaint_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
