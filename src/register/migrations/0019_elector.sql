-- Electoral roll (R13).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-EL-<number>, never reused. The same source row always finds its own again.
CREATE TABLE elector (
  elector_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER elector_unchanged BEFORE UPDATE ON elector
BEGIN SELECT RAISE (ABORT, 'elector: an identity never changes'); END;
CREATE TRIGGER elector_kept BEFORE DELETE ON elector
BEGIN SELECT RAISE (ABORT, 'elector: an identity is never removed'); END;

CREATE TABLE elector_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES elector (elector_id),
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
  "member_no" TEXT,
  "name" TEXT,
  "guardian" TEXT,
  "sex" TEXT,
  "age" INTEGER,
  "category" TEXT,
  "ward" TEXT,
  "objection" TEXT,
  "final" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES elector_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX elector_register_subject ON elector_register (length(subject), subject);
CREATE UNIQUE INDEX elector_register_supersedes ON elector_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER elector_register_unchanged BEFORE UPDATE ON elector_register
BEGIN SELECT RAISE (ABORT, 'elector register: supersede the entry instead'); END;
CREATE TRIGGER elector_register_kept BEFORE DELETE ON elector_register
BEGIN SELECT RAISE (ABORT, 'elector register: entries are never removed'); END;
CREATE TRIGGER elector_register_same_subject BEFORE INSERT ON elector_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'elector register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM elector_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
