-- Tests only: bearers, who refer to a society, and filings, whose subject is derived.
CREATE TABLE bearer (
  bearer_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER bearer_unchanged BEFORE UPDATE ON bearer
BEGIN SELECT RAISE (ABORT, 'bearer: an identity never changes'); END;
CREATE TRIGGER bearer_kept BEFORE DELETE ON bearer
BEGIN SELECT RAISE (ABORT, 'bearer: an identity is never removed'); END;

CREATE TABLE bearer_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES bearer (bearer_id),
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
  "auditor" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES bearer_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX bearer_register_subject ON bearer_register (length(subject), subject);
CREATE UNIQUE INDEX bearer_register_supersedes ON bearer_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER bearer_register_unchanged BEFORE UPDATE ON bearer_register
BEGIN SELECT RAISE (ABORT, 'bearer register: supersede the entry instead'); END;
CREATE TRIGGER bearer_register_kept BEFORE DELETE ON bearer_register
BEGIN SELECT RAISE (ABORT, 'bearer register: entries are never removed'); END;
CREATE TRIGGER bearer_register_same_subject BEFORE INSERT ON bearer_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'bearer register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM bearer_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

CREATE TABLE filing_register (
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
  "society" TEXT REFERENCES society (society_id),
  "fy" TEXT,
  "profit" INTEGER,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES filing_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX filing_register_subject ON filing_register (length(subject), subject);
CREATE UNIQUE INDEX filing_register_supersedes ON filing_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER filing_register_unchanged BEFORE UPDATE ON filing_register
BEGIN SELECT RAISE (ABORT, 'filing register: supersede the entry instead'); END;
CREATE TRIGGER filing_register_kept BEFORE DELETE ON filing_register
BEGIN SELECT RAISE (ABORT, 'filing register: entries are never removed'); END;
CREATE TRIGGER filing_register_same_subject BEFORE INSERT ON filing_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'filing register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM filing_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
