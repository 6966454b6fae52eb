-- What an inspecting officer found, item by item of the checklist of the society's class; subject CASE/ITEM. A sheet taken back again states what it
-- says anew. Compliance with an open finding is a group of its own, with the document that proves it.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE inspection_finding_register (
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
  "case" TEXT,
  "society" TEXT,
  "item" TEXT,
  "answer" TEXT,
  "by_book" INTEGER,
  "found" INTEGER,
  "by_book_no" INTEGER,
  "found_no" INTEGER,
  "remark" TEXT,
  "checked_on" TEXT CHECK ("checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "sheet_sha256" TEXT,
  "login" TEXT,
  "complied_on" TEXT CHECK ("complied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "compliance" TEXT,
  "document_sha256" TEXT,
  "complied_login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES inspection_finding_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX inspection_finding_register_subject ON inspection_finding_register (length(subject), subject);
CREATE UNIQUE INDEX inspection_finding_register_supersedes ON inspection_finding_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER inspection_finding_register_unchanged BEFORE UPDATE ON inspection_finding_register
BEGIN SELECT RAISE (ABORT, 'inspection finding register: supersede the entry instead'); END;
CREATE TRIGGER inspection_finding_register_kept BEFORE DELETE ON inspection_finding_register
BEGIN SELECT RAISE (ABORT, 'inspection finding register: entries are never removed'); END;
CREATE TRIGGER inspection_finding_register_same_subject BEFORE INSERT ON inspection_finding_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'inspection finding register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM inspection_finding_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
