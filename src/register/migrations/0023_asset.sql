-- Asset register (R17).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AS-<number>, never reused. The same source row always finds its own again.
CREATE TABLE asset (
  asset_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER asset_unchanged BEFORE UPDATE ON asset
BEGIN SELECT RAISE (ABORT, 'asset: an identity never changes'); END;
CREATE TRIGGER asset_kept BEFORE DELETE ON asset
BEGIN SELECT RAISE (ABORT, 'asset: an identity is never removed'); END;

CREATE TABLE asset_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES asset (asset_id),
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
  "tag" TEXT,
  "item" TEXT,
  "make_model" TEXT,
  "serial_no" TEXT,
  "scheme" TEXT,
  "order_no" TEXT,
  "cost" INTEGER,
  "received_on" TEXT CHECK ("received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "warranty_to" TEXT CHECK ("warranty_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "amc_to" TEXT CHECK ("amc_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "owner" TEXT,
  "holder" TEXT,
  "place" TEXT,
  "condition" TEXT,
  "verified_on" TEXT CHECK ("verified_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "writeoff_order" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES asset_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX asset_register_subject ON asset_register (length(subject), subject);
CREATE UNIQUE INDEX asset_register_supersedes ON asset_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER asset_register_unchanged BEFORE UPDATE ON asset_register
BEGIN SELECT RAISE (ABORT, 'asset register: supersede the entry instead'); END;
CREATE TRIGGER asset_register_kept BEFORE DELETE ON asset_register
BEGIN SELECT RAISE (ABORT, 'asset register: entries are never removed'); END;
CREATE TRIGGER asset_register_same_subject BEFORE INSERT ON asset_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'asset register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM asset_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
