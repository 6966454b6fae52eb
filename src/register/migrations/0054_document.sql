-- Documents of the office (e-Sankalan): fingerprint, kind, whom or what it belongs to, who kept it, when; struck out by order.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-DC-<number>, never reused. The same source row always finds its own again.
CREATE TABLE document (
  document_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER document_unchanged BEFORE UPDATE ON document
BEGIN SELECT RAISE (ABORT, 'document: an identity never changes'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document
BEGIN SELECT RAISE (ABORT, 'document: an identity is never removed'); END;

CREATE TABLE document_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES document (document_id),
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
  "sha256" TEXT,
  "kind" TEXT,
  "file_name" TEXT,
  "size" INTEGER,
  "of_kind" TEXT,
  "of" TEXT,
  "put_on" TEXT CHECK ("put_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "login" TEXT,
  "order_no" TEXT,
  "struck_on" TEXT CHECK ("struck_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "struck_by" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES document_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX document_register_subject ON document_register (length(subject), subject);
CREATE UNIQUE INDEX document_register_supersedes ON document_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER document_register_unchanged BEFORE UPDATE ON document_register
BEGIN SELECT RAISE (ABORT, 'document register: supersede the entry instead'); END;
CREATE TRIGGER document_register_kept BEFORE DELETE ON document_register
BEGIN SELECT RAISE (ABORT, 'document register: entries are never removed'); END;
CREATE TRIGGER document_register_same_subject BEFORE INSERT ON document_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'document register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM document_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
