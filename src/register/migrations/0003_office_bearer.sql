-- Register of office bearers: persons holding a post of a society, from and to.
-- `identity_no` holds a masked number only.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-O-<number>, never reused. The same source row always finds its own again.
CREATE TABLE office_bearer (
  office_bearer_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER office_bearer_unchanged BEFORE UPDATE ON office_bearer
BEGIN SELECT RAISE (ABORT, 'office_bearer: an identity never changes'); END;
CREATE TRIGGER office_bearer_kept BEFORE DELETE ON office_bearer
BEGIN SELECT RAISE (ABORT, 'office_bearer: an identity is never removed'); END;

CREATE TABLE office_bearer_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES office_bearer (office_bearer_id),
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
  "name" TEXT,
  "guardian" TEXT,
  "sex" TEXT,
  "category" TEXT,
  "phone" TEXT,
  "address" TEXT,
  "identity_no" TEXT,
  "post" TEXT,
  "from" TEXT CHECK ("from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "to" TEXT CHECK ("to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES office_bearer_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX office_bearer_register_subject ON office_bearer_register (length(subject), subject);
CREATE UNIQUE INDEX office_bearer_register_supersedes ON office_bearer_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER office_bearer_register_unchanged BEFORE UPDATE ON office_bearer_register
BEGIN SELECT RAISE (ABORT, 'office_bearer register: supersede the entry instead'); END;
CREATE TRIGGER office_bearer_register_kept BEFORE DELETE ON office_bearer_register
BEGIN SELECT RAISE (ABORT, 'office_bearer register: entries are never removed'); END;
CREATE TRIGGER office_bearer_register_same_subject BEFORE INSERT ON office_bearer_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'office_bearer register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM office_bearer_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
