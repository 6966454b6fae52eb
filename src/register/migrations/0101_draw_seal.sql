-- Sealed words of a draw: who sealed them, their SHA-256, and the words once revealed.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-DS-<number>, never reused.
CREATE TABLE draw_seal (
  draw_seal_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER draw_seal_unchanged BEFORE UPDATE ON draw_seal
BEGIN SELECT RAISE (ABORT, 'draw seal: an identity never changes'); END;
CREATE TRIGGER draw_seal_kept BEFORE DELETE ON draw_seal
BEGIN SELECT RAISE (ABORT, 'draw seal: an identity is never removed'); END;

CREATE TABLE draw_seal_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES draw_seal (draw_seal_id),
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
  "draw" TEXT,
  "place" INTEGER,
  "person" TEXT,
  "fingerprint" TEXT,
  "sealed_on" TEXT CHECK ("sealed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "words" TEXT,
  "revealed_on" TEXT CHECK ("revealed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES draw_seal_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX draw_seal_register_subject ON draw_seal_register (length(subject), subject);
CREATE UNIQUE INDEX draw_seal_register_supersedes ON draw_seal_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER draw_seal_register_unchanged BEFORE UPDATE ON draw_seal_register
BEGIN SELECT RAISE (ABORT, 'draw seal register: supersede the entry instead'); END;
CREATE TRIGGER draw_seal_register_kept BEFORE DELETE ON draw_seal_register
BEGIN SELECT RAISE (ABORT, 'draw seal register: entries are never removed'); END;
CREATE TRIGGER draw_seal_register_same_subject BEFORE INSERT ON draw_seal_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'draw seal register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM draw_seal_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
