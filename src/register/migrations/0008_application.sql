-- Register of applications for registration (R01).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AP-<number>, never reused. The same source row always finds its own again.
CREATE TABLE application (
  application_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER application_unchanged BEFORE UPDATE ON application
BEGIN SELECT RAISE (ABORT, 'application: an identity never changes'); END;
CREATE TRIGGER application_kept BEFORE DELETE ON application
BEGIN SELECT RAISE (ABORT, 'application: an identity is never removed'); END;

CREATE TABLE application_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES application (application_id),
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
  "received_on" TEXT CHECK ("received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "receipt_no" TEXT,
  "proposed_name" TEXT,
  "act" TEXT,
  "class" TEXT,
  "area" TEXT,
  "chief_promoter" TEXT,
  "mobile" TEXT,
  "member_count" INTEGER,
  "share_capital" INTEGER,
  "defect_memo_on" TEXT CHECK ("defect_memo_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "cured_on" TEXT CHECK ("cured_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "inquiry_officer" TEXT,
  "stage" TEXT,
  "decision" TEXT,
  "decided_on" TEXT CHECK ("decided_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES application_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX application_register_subject ON application_register (length(subject), subject);
CREATE UNIQUE INDEX application_register_supersedes ON application_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER application_register_unchanged BEFORE UPDATE ON application_register
BEGIN SELECT RAISE (ABORT, 'application register: supersede the entry instead'); END;
CREATE TRIGGER application_register_kept BEFORE DELETE ON application_register
BEGIN SELECT RAISE (ABORT, 'application register: entries are never removed'); END;
CREATE TRIGGER application_register_same_subject BEFORE INSERT ON application_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'application register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM application_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
