-- Diary and dispatch register (R18).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-DD-<number>, never reused. The same source row always finds its own again.
CREATE TABLE dispatch (
  dispatch_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER dispatch_unchanged BEFORE UPDATE ON dispatch
BEGIN SELECT RAISE (ABORT, 'dispatch: an identity never changes'); END;
CREATE TRIGGER dispatch_kept BEFORE DELETE ON dispatch
BEGIN SELECT RAISE (ABORT, 'dispatch: an identity is never removed'); END;

CREATE TABLE dispatch_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES dispatch (dispatch_id),
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
  "diary_no" TEXT,
  "date" TEXT CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "direction" TEXT,
  "party" TEXT,
  "letter_no" TEXT,
  "letter_on" TEXT CHECK ("letter_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "subject_matter" TEXT,
  "file_no" TEXT,
  "marked_to" TEXT,
  "closed_on" TEXT CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES dispatch_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX dispatch_register_subject ON dispatch_register (length(subject), subject);
CREATE UNIQUE INDEX dispatch_register_supersedes ON dispatch_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER dispatch_register_unchanged BEFORE UPDATE ON dispatch_register
BEGIN SELECT RAISE (ABORT, 'dispatch register: supersede the entry instead'); END;
CREATE TRIGGER dispatch_register_kept BEFORE DELETE ON dispatch_register
BEGIN SELECT RAISE (ABORT, 'dispatch register: entries are never removed'); END;
CREATE TRIGGER dispatch_register_same_subject BEFORE INSERT ON dispatch_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'dispatch register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM dispatch_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
