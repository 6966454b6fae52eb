-- Extensions of the last day for filing the annual return of a year, by order.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-RX-<number>, never reused.
CREATE TABLE return_extension (
  return_extension_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER return_extension_unchanged BEFORE UPDATE ON return_extension
BEGIN SELECT RAISE (ABORT, 'return extension: an identity never changes'); END;
CREATE TRIGGER return_extension_kept BEFORE DELETE ON return_extension
BEGIN SELECT RAISE (ABORT, 'return extension: an identity is never removed'); END;

CREATE TABLE return_extension_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES return_extension (return_extension_id),
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
  "fy" TEXT,
  "until" TEXT CHECK ("until" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "society" TEXT REFERENCES society (society_id),
  "classes" TEXT,
  "acts" TEXT,
  "districts" TEXT,
  "sectors" TEXT,
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "login" TEXT,
  "withdrawn_on" TEXT CHECK ("withdrawn_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "withdrawn_by" TEXT,
  "withdrawn_why" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES return_extension_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX return_extension_register_subject ON return_extension_register (length(subject), subject);
CREATE UNIQUE INDEX return_extension_register_supersedes ON return_extension_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER return_extension_register_unchanged BEFORE UPDATE ON return_extension_register
BEGIN SELECT RAISE (ABORT, 'return extension register: supersede the entry instead'); END;
CREATE TRIGGER return_extension_register_kept BEFORE DELETE ON return_extension_register
BEGIN SELECT RAISE (ABORT, 'return extension register: entries are never removed'); END;
CREATE TRIGGER return_extension_register_same_subject BEFORE INSERT ON return_extension_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'return extension register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM return_extension_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
