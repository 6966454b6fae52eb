-- Proceedings to end a membership.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-EX-<number>, never reused. The same source row always finds its own again.
CREATE TABLE expulsion (
  expulsion_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER expulsion_unchanged BEFORE UPDATE ON expulsion
BEGIN SELECT RAISE (ABORT, 'expulsion: an identity never changes'); END;
CREATE TRIGGER expulsion_kept BEFORE DELETE ON expulsion
BEGIN SELECT RAISE (ABORT, 'expulsion: an identity is never removed'); END;

CREATE TABLE expulsion_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES expulsion (expulsion_id),
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
  "proposed_on" TEXT CHECK ("proposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "society" TEXT REFERENCES society (society_id),
  "member" TEXT,
  "member_no" TEXT,
  "name" TEXT,
  "ground" TEXT,
  "notice_on" TEXT CHECK ("notice_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "answer_by" TEXT CHECK ("answer_by" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "answered_on" TEXT CHECK ("answered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "resolution" TEXT,
  "resolved_on" TEXT CHECK ("resolved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "votes_cast" INTEGER,
  "votes_for" INTEGER,
  "approval_no" TEXT,
  "approved_on" TEXT CHECK ("approved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "result" TEXT,
  "result_on" TEXT CHECK ("result_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "dispute_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES expulsion_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX expulsion_register_subject ON expulsion_register (length(subject), subject);
CREATE UNIQUE INDEX expulsion_register_supersedes ON expulsion_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER expulsion_register_unchanged BEFORE UPDATE ON expulsion_register
BEGIN SELECT RAISE (ABORT, 'expulsion register: supersede the entry instead'); END;
CREATE TRIGGER expulsion_register_kept BEFORE DELETE ON expulsion_register
BEGIN SELECT RAISE (ABORT, 'expulsion register: entries are never removed'); END;
CREATE TRIGGER expulsion_register_same_subject BEFORE INSERT ON expulsion_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'expulsion register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM expulsion_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- The course of membership appeals: before whom, against what, by when.
ALTER TABLE membership_appeal_register ADD COLUMN "court" TEXT;
ALTER TABLE membership_appeal_register ADD COLUMN "against" TEXT;
ALTER TABLE membership_appeal_register ADD COLUMN "case_no" TEXT;
ALTER TABLE membership_appeal_register ADD COLUMN "member" TEXT;
ALTER TABLE membership_appeal_register ADD COLUMN "limit_on" TEXT CHECK ("limit_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE membership_appeal_register ADD COLUMN "condoned" INTEGER;
