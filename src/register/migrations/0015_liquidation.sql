-- Liquidation register (R09).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-LQ-<number>, never reused. The same source row always finds its own again.
CREATE TABLE liquidation (
  liquidation_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER liquidation_unchanged BEFORE UPDATE ON liquidation
BEGIN SELECT RAISE (ABORT, 'liquidation: an identity never changes'); END;
CREATE TRIGGER liquidation_kept BEFORE DELETE ON liquidation
BEGIN SELECT RAISE (ABORT, 'liquidation: an identity is never removed'); END;

CREATE TABLE liquidation_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES liquidation (liquidation_id),
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
  "society" TEXT REFERENCES society (society_id),
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "ground" TEXT,
  "liquidator" TEXT,
  "charge_on" TEXT CHECK ("charge_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "gazette_on" TEXT CHECK ("gazette_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "claims_notice_on" TEXT CHECK ("claims_notice_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "claims_last_on" TEXT CHECK ("claims_last_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "assets" INTEGER,
  "liabilities" INTEGER,
  "realised" INTEGER,
  "paid" INTEGER,
  "last_quarter_report" TEXT CHECK ("last_quarter_report" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "stage" TEXT,
  "final_report_on" TEXT CHECK ("final_report_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "cancelled_on" TEXT CHECK ("cancelled_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES liquidation_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX liquidation_register_subject ON liquidation_register (length(subject), subject);
CREATE UNIQUE INDEX liquidation_register_supersedes ON liquidation_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER liquidation_register_unchanged BEFORE UPDATE ON liquidation_register
BEGIN SELECT RAISE (ABORT, 'liquidation register: supersede the entry instead'); END;
CREATE TRIGGER liquidation_register_kept BEFORE DELETE ON liquidation_register
BEGIN SELECT RAISE (ABORT, 'liquidation register: entries are never removed'); END;
CREATE TRIGGER liquidation_register_same_subject BEFORE INSERT ON liquidation_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'liquidation register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM liquidation_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
