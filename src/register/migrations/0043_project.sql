-- Projects: what a scheme or work costs by head and year, who bears it, what was spent.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-PJ-<number>, never reused. The same source row always finds its own again.
CREATE TABLE project (
  project_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER project_unchanged BEFORE UPDATE ON project
BEGIN SELECT RAISE (ABORT, 'project: an identity never changes'); END;
CREATE TRIGGER project_kept BEFORE DELETE ON project
BEGIN SELECT RAISE (ABORT, 'project: an identity is never removed'); END;

CREATE TABLE project_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES project (project_id),
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
  "project" TEXT,
  "kind" TEXT,
  "head" TEXT,
  "year" TEXT CHECK ("year" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
  "bearer" TEXT,
  "amount" INTEGER,
  "amount_words" TEXT,
  "scheme" TEXT,
  "stated_on" TEXT CHECK ("stated_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES project_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX project_register_subject ON project_register (length(subject), subject);
CREATE UNIQUE INDEX project_register_supersedes ON project_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER project_register_unchanged BEFORE UPDATE ON project_register
BEGIN SELECT RAISE (ABORT, 'project register: supersede the entry instead'); END;
CREATE TRIGGER project_register_kept BEFORE DELETE ON project_register
BEGIN SELECT RAISE (ABORT, 'project register: entries are never removed'); END;
CREATE TRIGGER project_register_same_subject BEFORE INSERT ON project_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'project register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM project_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
