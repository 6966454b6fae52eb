-- Register of nominations (R14).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-N-<number>, never reused. The same source row always finds its own again.
CREATE TABLE nomination (
  nomination_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER nomination_unchanged BEFORE UPDATE ON nomination
BEGIN SELECT RAISE (ABORT, 'nomination: an identity never changes'); END;
CREATE TRIGGER nomination_kept BEFORE DELETE ON nomination
BEGIN SELECT RAISE (ABORT, 'nomination: an identity is never removed'); END;

CREATE TABLE nomination_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES nomination (nomination_id),
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
  "election_on" TEXT CHECK ("election_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "serial" INTEGER,
  "post" TEXT,
  "seat_category" TEXT,
  "candidate" TEXT,
  "proposer" TEXT,
  "seconder" TEXT,
  "filed_at" TEXT CHECK ("filed_at" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]*'),
  "scrutiny" TEXT,
  "withdrawn" INTEGER,
  "symbol" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES nomination_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX nomination_register_subject ON nomination_register (length(subject), subject);
CREATE UNIQUE INDEX nomination_register_supersedes ON nomination_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER nomination_register_unchanged BEFORE UPDATE ON nomination_register
BEGIN SELECT RAISE (ABORT, 'nomination register: supersede the entry instead'); END;
CREATE TRIGGER nomination_register_kept BEFORE DELETE ON nomination_register
BEGIN SELECT RAISE (ABORT, 'nomination register: entries are never removed'); END;
CREATE TRIGGER nomination_register_same_subject BEFORE INSERT ON nomination_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'nomination register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM nomination_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
