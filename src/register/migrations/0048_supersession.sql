-- Supersession and suspension of boards: show cause, order, administrator and until when.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-SUP-<number>, never reused. The same source row always finds its own again.
CREATE TABLE supersession (
  supersession_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER supersession_unchanged BEFORE UPDATE ON supersession
BEGIN SELECT RAISE (ABORT, 'supersession: an identity never changes'); END;
CREATE TRIGGER supersession_kept BEFORE DELETE ON supersession
BEGIN SELECT RAISE (ABORT, 'supersession: an identity is never removed'); END;

CREATE TABLE supersession_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES supersession (supersession_id),
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
  "supersession_no" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "name" TEXT,
  "kind" TEXT,
  "act" TEXT,
  "ground" TEXT,
  "proposed_on" TEXT CHECK ("proposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "section" TEXT,
  "order_no" TEXT,
  "superseded_on" TEXT CHECK ("superseded_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "administrator" TEXT,
  "administrator_post" TEXT,
  "until" TEXT CHECK ("until" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "ended_on" TEXT CHECK ("ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "ended_by" TEXT,
  "appeal_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES supersession_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX supersession_register_subject ON supersession_register (length(subject), subject);
CREATE UNIQUE INDEX supersession_register_supersedes ON supersession_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER supersession_register_unchanged BEFORE UPDATE ON supersession_register
BEGIN SELECT RAISE (ABORT, 'supersession register: supersede the entry instead'); END;
CREATE TRIGGER supersession_register_kept BEFORE DELETE ON supersession_register
BEGIN SELECT RAISE (ABORT, 'supersession register: entries are never removed'); END;
CREATE TRIGGER supersession_register_same_subject BEFORE INSERT ON supersession_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'supersession register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM supersession_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
