-- Register of bye-law amendments (R03).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-BA-<number>, never reused. The same source row always finds its own again.
CREATE TABLE byelaw_amendment (
  byelaw_amendment_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER byelaw_amendment_unchanged BEFORE UPDATE ON byelaw_amendment
BEGIN SELECT RAISE (ABORT, 'byelaw_amendment: an identity never changes'); END;
CREATE TRIGGER byelaw_amendment_kept BEFORE DELETE ON byelaw_amendment
BEGIN SELECT RAISE (ABORT, 'byelaw_amendment: an identity is never removed'); END;

CREATE TABLE byelaw_amendment_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES byelaw_amendment (byelaw_amendment_id),
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
  "society" TEXT REFERENCES society (society_id),
  "meeting_on" TEXT CHECK ("meeting_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "notice_on" TEXT CHECK ("notice_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "total" INTEGER,
  "present" INTEGER,
  "for" INTEGER,
  "against" INTEGER,
  "byelaw_no" TEXT,
  "old_text" TEXT,
  "new_text" TEXT,
  "reason" TEXT,
  "filed_on" TEXT CHECK ("filed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "directed_ground" TEXT,
  "stage" TEXT,
  "decision" TEXT,
  "registered_on" TEXT CHECK ("registered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "certificate_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES byelaw_amendment_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX byelaw_amendment_register_subject ON byelaw_amendment_register (length(subject), subject);
CREATE UNIQUE INDEX byelaw_amendment_register_supersedes ON byelaw_amendment_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER byelaw_amendment_register_unchanged BEFORE UPDATE ON byelaw_amendment_register
BEGIN SELECT RAISE (ABORT, 'byelaw_amendment register: supersede the entry instead'); END;
CREATE TRIGGER byelaw_amendment_register_kept BEFORE DELETE ON byelaw_amendment_register
BEGIN SELECT RAISE (ABORT, 'byelaw_amendment register: entries are never removed'); END;
CREATE TRIGGER byelaw_amendment_register_same_subject BEFORE INSERT ON byelaw_amendment_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'byelaw_amendment register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM byelaw_amendment_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
