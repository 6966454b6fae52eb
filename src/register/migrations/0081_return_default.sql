-- Societies in default with annual returns: a case each; its movement stands in case_event.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE return_default_register (
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
  "case_no" TEXT,
  "serial" INTEGER,
  "society" TEXT REFERENCES society (society_id),
  "act" TEXT,
  "district" INTEGER,
  "opened_on" TEXT CHECK ("opened_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "missing" TEXT,
  "years" INTEGER,
  "consecutive" INTEGER,
  "notice_no" TEXT,
  "notice_on" TEXT CHECK ("notice_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reply_by" TEXT CHECK ("reply_by" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "held_until" TEXT CHECK ("held_until" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "hold_order" TEXT,
  "hold_reason" TEXT,
  "filed" TEXT,
  "ended_on" TEXT CHECK ("ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES return_default_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX return_default_register_subject ON return_default_register (length(subject), subject);
CREATE UNIQUE INDEX return_default_register_supersedes ON return_default_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER return_default_register_unchanged BEFORE UPDATE ON return_default_register
BEGIN SELECT RAISE (ABORT, 'return default register: supersede the entry instead'); END;
CREATE TRIGGER return_default_register_kept BEFORE DELETE ON return_default_register
BEGIN SELECT RAISE (ABORT, 'return default register: entries are never removed'); END;
CREATE TRIGGER return_default_register_same_subject BEFORE INSERT ON return_default_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'return default register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM return_default_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
