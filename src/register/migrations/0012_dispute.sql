-- Dispute register (R06).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-D-<number>, never reused. The same source row always finds its own again.
CREATE TABLE dispute (
  dispute_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER dispute_unchanged BEFORE UPDATE ON dispute
BEGIN SELECT RAISE (ABORT, 'dispute: an identity never changes'); END;
CREATE TRIGGER dispute_kept BEFORE DELETE ON dispute
BEGIN SELECT RAISE (ABORT, 'dispute: an identity is never removed'); END;

CREATE TABLE dispute_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES dispute (dispute_id),
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
  "case_no" TEXT,
  "court" TEXT,
  "filed_on" TEXT CHECK ("filed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "section" TEXT,
  "plaintiff" TEXT,
  "defendant" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "subject_matter" TEXT,
  "claim" INTEGER,
  "cause_on" TEXT CHECK ("cause_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "limit_on" TEXT CHECK ("limit_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "condoned" INTEGER,
  "arbitrator" TEXT,
  "stage" TEXT,
  "award_on" TEXT CHECK ("award_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "result" TEXT,
  "awarded" INTEGER,
  "appeal_no" TEXT,
  "execution_no" TEXT,
  "recovered" INTEGER,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES dispute_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX dispute_register_subject ON dispute_register (length(subject), subject);
CREATE UNIQUE INDEX dispute_register_supersedes ON dispute_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER dispute_register_unchanged BEFORE UPDATE ON dispute_register
BEGIN SELECT RAISE (ABORT, 'dispute register: supersede the entry instead'); END;
CREATE TRIGGER dispute_register_kept BEFORE DELETE ON dispute_register
BEGIN SELECT RAISE (ABORT, 'dispute register: entries are never removed'); END;
CREATE TRIGGER dispute_register_same_subject BEFORE INSERT ON dispute_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'dispute register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM dispute_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
