-- Tests only: a small society register in the form of the real ones.
CREATE TABLE society (
  society_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER society_unchanged BEFORE UPDATE ON society
BEGIN SELECT RAISE (ABORT, 'society: an identity never changes'); END;
CREATE TRIGGER society_kept BEFORE DELETE ON society
BEGIN SELECT RAISE (ABORT, 'society: an identity is never removed'); END;

CREATE TABLE society_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES society (society_id),
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
  "reg_no" TEXT,
  "name" TEXT,
  "capital" INTEGER,
  "from" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES society_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX society_register_subject ON society_register (length(subject), subject);
CREATE UNIQUE INDEX society_register_supersedes ON society_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER society_register_unchanged BEFORE UPDATE ON society_register
BEGIN SELECT RAISE (ABORT, 'society register: supersede the entry instead'); END;
CREATE TRIGGER society_register_kept BEFORE DELETE ON society_register
BEGIN SELECT RAISE (ABORT, 'society register: entries are never removed'); END;
CREATE TRIGGER society_register_same_subject BEFORE INSERT ON society_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'society register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM society_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
