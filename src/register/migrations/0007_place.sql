-- Places by code of a scheme (LGD, Census); the subject is derived from scheme, level and code.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE place_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL,
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
  "scheme" TEXT,
  "level" TEXT,
  "code" INTEGER,
  "parent_code" INTEGER,
  "name_en" TEXT,
  "name_hi" TEXT,
  "source" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES place_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX place_register_subject ON place_register (length(subject), subject);
CREATE UNIQUE INDEX place_register_supersedes ON place_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER place_register_unchanged BEFORE UPDATE ON place_register
BEGIN SELECT RAISE (ABORT, 'place register: supersede the entry instead'); END;
CREATE TRIGGER place_register_kept BEFORE DELETE ON place_register
BEGIN SELECT RAISE (ABORT, 'place register: entries are never removed'); END;
CREATE TRIGGER place_register_same_subject BEFORE INSERT ON place_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'place register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM place_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
