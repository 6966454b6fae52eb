-- Stays: what a court or authority has forbidden in a case or of a society, until it was lifted by order.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-SY-<number>, never reused. The same source row always finds its own again.
CREATE TABLE stay (
  stay_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER stay_unchanged BEFORE UPDATE ON stay
BEGIN SELECT RAISE (ABORT, 'stay: an identity never changes'); END;
CREATE TRIGGER stay_kept BEFORE DELETE ON stay
BEGIN SELECT RAISE (ABORT, 'stay: an identity is never removed'); END;

CREATE TABLE stay_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES stay (stay_id),
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
  "kind" TEXT,
  "case_no" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "acts" TEXT,
  "court" TEXT,
  "order_no" TEXT,
  "stayed_on" TEXT CHECK ("stayed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "lifted_on" TEXT CHECK ("lifted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "lifted_by" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES stay_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX stay_register_subject ON stay_register (length(subject), subject);
CREATE UNIQUE INDEX stay_register_supersedes ON stay_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER stay_register_unchanged BEFORE UPDATE ON stay_register
BEGIN SELECT RAISE (ABORT, 'stay register: supersede the entry instead'); END;
CREATE TRIGGER stay_register_kept BEFORE DELETE ON stay_register
BEGIN SELECT RAISE (ABORT, 'stay register: entries are never removed'); END;
CREATE TRIGGER stay_register_same_subject BEFORE INSERT ON stay_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'stay register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM stay_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
