-- The course of an amendment: its number, the Act, its decision, what it changes of the society, its text; and the texts of bye-laws in force.
ALTER TABLE byelaw_amendment_register ADD COLUMN "application_no" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "act" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "decided_on" TEXT CHECK ("decided_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE byelaw_amendment_register ADD COLUMN "effective_on" TEXT CHECK ("effective_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE byelaw_amendment_register ADD COLUMN "order_no" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "communicated_on" TEXT CHECK ("communicated_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE byelaw_amendment_register ADD COLUMN "new_name_hi" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "new_name_en" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "new_area" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "new_class" TEXT;
ALTER TABLE byelaw_amendment_register ADD COLUMN "text_document" TEXT;

-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE byelaw_text_register (
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
  "text_document" TEXT,
  "in_force_from" TEXT CHECK ("in_force_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "amendment" TEXT,
  "order_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES byelaw_text_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX byelaw_text_register_subject ON byelaw_text_register (length(subject), subject);
CREATE UNIQUE INDEX byelaw_text_register_supersedes ON byelaw_text_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER byelaw_text_register_unchanged BEFORE UPDATE ON byelaw_text_register
BEGIN SELECT RAISE (ABORT, 'byelaw_text register: supersede the entry instead'); END;
CREATE TRIGGER byelaw_text_register_kept BEFORE DELETE ON byelaw_text_register
BEGIN SELECT RAISE (ABORT, 'byelaw_text register: entries are never removed'); END;
CREATE TRIGGER byelaw_text_register_same_subject BEFORE INSERT ON byelaw_text_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'byelaw_text register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM byelaw_text_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
