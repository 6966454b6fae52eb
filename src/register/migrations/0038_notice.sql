-- Notices of the office: a number without gaps in each co-operative year, to whom, of what, and how it was served.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-NT-<number>, never reused. The same source row always finds its own again.
CREATE TABLE notice (
  notice_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER notice_unchanged BEFORE UPDATE ON notice
BEGIN SELECT RAISE (ABORT, 'notice: an identity never changes'); END;
CREATE TRIGGER notice_kept BEFORE DELETE ON notice
BEGIN SELECT RAISE (ABORT, 'notice: an identity is never removed'); END;

CREATE TABLE notice_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES notice (notice_id),
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
  "serial" INTEGER,
  "notice_year" TEXT,
  "case_no" TEXT,
  "addressee" TEXT,
  "address" TEXT,
  "matter" TEXT,
  "issued_on" TEXT CHECK ("issued_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reply_by" TEXT CHECK ("reply_by" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "login" TEXT,
  "served_on" TEXT CHECK ("served_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "served_by" TEXT,
  "proof" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES notice_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX notice_register_subject ON notice_register (length(subject), subject);
CREATE UNIQUE INDEX notice_register_supersedes ON notice_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER notice_register_unchanged BEFORE UPDATE ON notice_register
BEGIN SELECT RAISE (ABORT, 'notice register: supersede the entry instead'); END;
CREATE TRIGGER notice_register_kept BEFORE DELETE ON notice_register
BEGIN SELECT RAISE (ABORT, 'notice register: entries are never removed'); END;
CREATE TRIGGER notice_register_same_subject BEFORE INSERT ON notice_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'notice register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM notice_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
