-- File movement register (R19).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-F-<number>, never reused. The same source row always finds its own again.
CREATE TABLE file_movement (
  file_movement_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER file_movement_unchanged BEFORE UPDATE ON file_movement
BEGIN SELECT RAISE (ABORT, 'file_movement: an identity never changes'); END;
CREATE TRIGGER file_movement_kept BEFORE DELETE ON file_movement
BEGIN SELECT RAISE (ABORT, 'file_movement: an identity is never removed'); END;

CREATE TABLE file_movement_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES file_movement (file_movement_id),
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
  "file_no" TEXT,
  "from" TEXT,
  "to" TEXT,
  "sent_at" TEXT CHECK ("sent_at" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]*'),
  "received_at" TEXT CHECK ("received_at" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]*'),
  "purpose" TEXT,
  "due_on" TEXT CHECK ("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES file_movement_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX file_movement_register_subject ON file_movement_register (length(subject), subject);
CREATE UNIQUE INDEX file_movement_register_supersedes ON file_movement_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER file_movement_register_unchanged BEFORE UPDATE ON file_movement_register
BEGIN SELECT RAISE (ABORT, 'file_movement register: supersede the entry instead'); END;
CREATE TRIGGER file_movement_register_kept BEFORE DELETE ON file_movement_register
BEGIN SELECT RAISE (ABORT, 'file_movement register: entries are never removed'); END;
CREATE TRIGGER file_movement_register_same_subject BEFORE INSERT ON file_movement_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'file_movement register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM file_movement_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
