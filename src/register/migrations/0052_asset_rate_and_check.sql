-- Rates of depreciation an office sets by order, of an item or of one asset.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE asset_rate_register (
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
  "of" TEXT,
  "method" TEXT,
  "rate" INTEGER,
  "convention" TEXT,
  "residual" INTEGER,
  "from_on" TEXT CHECK ("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES asset_rate_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX asset_rate_register_subject ON asset_rate_register (length(subject), subject);
CREATE UNIQUE INDEX asset_rate_register_supersedes ON asset_rate_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER asset_rate_register_unchanged BEFORE UPDATE ON asset_rate_register
BEGIN SELECT RAISE (ABORT, 'asset rate register: supersede the entry instead'); END;
CREATE TRIGGER asset_rate_register_kept BEFORE DELETE ON asset_rate_register
BEGIN SELECT RAISE (ABORT, 'asset rate register: entries are never removed'); END;
CREATE TRIGGER asset_rate_register_same_subject BEFORE INSERT ON asset_rate_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'asset rate register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM asset_rate_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- Physical verification of assets: one line an asset and day.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE asset_check_register (
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
  "asset" TEXT,
  "checked_on" TEXT CHECK ("checked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "result" TEXT,
  "item" TEXT,
  "serial_no" TEXT,
  "condition_was" TEXT,
  "condition" TEXT,
  "place_was" TEXT,
  "place" TEXT,
  "remark" TEXT,
  "login" TEXT,
  "order_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES asset_check_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX asset_check_register_subject ON asset_check_register (length(subject), subject);
CREATE UNIQUE INDEX asset_check_register_supersedes ON asset_check_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER asset_check_register_unchanged BEFORE UPDATE ON asset_check_register
BEGIN SELECT RAISE (ABORT, 'asset check register: supersede the entry instead'); END;
CREATE TRIGGER asset_check_register_kept BEFORE DELETE ON asset_check_register
BEGIN SELECT RAISE (ABORT, 'asset check register: entries are never removed'); END;
CREATE TRIGGER asset_check_register_same_subject BEFORE INSERT ON asset_check_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'asset check register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM asset_check_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
