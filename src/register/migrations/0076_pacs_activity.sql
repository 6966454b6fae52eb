-- Activities of PACS by month: one line a society, kind and month.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE pacs_activity_register (
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
  "activity" TEXT,
  "month" TEXT CHECK ("month" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "number" INTEGER,
  "persons" INTEGER,
  "amount" INTEGER,
  "quantity" INTEGER,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES pacs_activity_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX pacs_activity_register_subject ON pacs_activity_register (length(subject), subject);
-- Years of days make many lines: those of one day or month are read alone.
CREATE INDEX pacs_activity_register_month ON pacs_activity_register ("month");
CREATE UNIQUE INDEX pacs_activity_register_supersedes ON pacs_activity_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER pacs_activity_register_unchanged BEFORE UPDATE ON pacs_activity_register
BEGIN SELECT RAISE (ABORT, 'pacs activity register: supersede the entry instead'); END;
CREATE TRIGGER pacs_activity_register_kept BEFORE DELETE ON pacs_activity_register
BEGIN SELECT RAISE (ABORT, 'pacs activity register: entries are never removed'); END;
CREATE TRIGGER pacs_activity_register_same_subject BEFORE INSERT ON pacs_activity_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'pacs activity register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM pacs_activity_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
