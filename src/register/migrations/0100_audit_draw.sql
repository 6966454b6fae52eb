-- Draws of auditors: what was fixed before the seed was known, and whether the draw was given up.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-DW-<number>, never reused.
CREATE TABLE audit_draw (
  audit_draw_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER audit_draw_unchanged BEFORE UPDATE ON audit_draw
BEGIN SELECT RAISE (ABORT, 'audit draw: an identity never changes'); END;
CREATE TRIGGER audit_draw_kept BEFORE DELETE ON audit_draw
BEGIN SELECT RAISE (ABORT, 'audit draw: an identity is never removed'); END;

CREATE TABLE audit_draw_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES audit_draw (audit_draw_id),
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
  "fy" TEXT,
  "committed_on" TEXT CHECK ("committed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "known_on" TEXT,
  "read_to" INTEGER,
  "facts" TEXT,
  "societies" INTEGER,
  "auditors" INTEGER,
  "persons" INTEGER,
  "order_no" TEXT,
  "login" TEXT,
  "ended_on" TEXT CHECK ("ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "ended_by" TEXT,
  "ended_why" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES audit_draw_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX audit_draw_register_subject ON audit_draw_register (length(subject), subject);
CREATE UNIQUE INDEX audit_draw_register_supersedes ON audit_draw_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER audit_draw_register_unchanged BEFORE UPDATE ON audit_draw_register
BEGIN SELECT RAISE (ABORT, 'audit draw register: supersede the entry instead'); END;
CREATE TRIGGER audit_draw_register_kept BEFORE DELETE ON audit_draw_register
BEGIN SELECT RAISE (ABORT, 'audit draw register: entries are never removed'); END;
CREATE TRIGGER audit_draw_register_same_subject BEFORE INSERT ON audit_draw_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'audit draw register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM audit_draw_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
