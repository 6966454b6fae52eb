-- Entries of service books (R20).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-SB-<number>, never reused. The same source row always finds its own again.
CREATE TABLE service_entry (
  service_entry_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER service_entry_unchanged BEFORE UPDATE ON service_entry
BEGIN SELECT RAISE (ABORT, 'service_entry: an identity never changes'); END;
CREATE TRIGGER service_entry_kept BEFORE DELETE ON service_entry
BEGIN SELECT RAISE (ABORT, 'service_entry: an identity is never removed'); END;

CREATE TABLE service_entry_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES service_entry (service_entry_id),
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
  "emp_code" TEXT,
  "part" INTEGER,
  "event" TEXT,
  "event_on" TEXT CHECK ("event_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "from" TEXT CHECK ("from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "to" TEXT CHECK ("to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "office_name" TEXT,
  "detail" TEXT,
  "verified_by" TEXT,
  "attested_by" TEXT,
  "red_ink" INTEGER,
  "corrects" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES service_entry_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX service_entry_register_subject ON service_entry_register (length(subject), subject);
CREATE UNIQUE INDEX service_entry_register_supersedes ON service_entry_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER service_entry_register_unchanged BEFORE UPDATE ON service_entry_register
BEGIN SELECT RAISE (ABORT, 'service_entry register: supersede the entry instead'); END;
CREATE TRIGGER service_entry_register_kept BEFORE DELETE ON service_entry_register
BEGIN SELECT RAISE (ABORT, 'service_entry register: entries are never removed'); END;
CREATE TRIGGER service_entry_register_same_subject BEFORE INSERT ON service_entry_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'service_entry register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM service_entry_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
