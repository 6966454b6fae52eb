-- Which scheme of audit fees holds in this office: one subject a class of societies, one entry an order.

CREATE TABLE audit_fee_rate_register (
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
  "for_class" TEXT,
  "scheme" TEXT,
  "slabs" TEXT,
  "percent" INTEGER,
  "least" INTEGER,
  "most" INTEGER,
  "amount" INTEGER,
  "from_on" TEXT CHECK ("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "ended" INTEGER CHECK ("ended" IN (0, 1)),
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES audit_fee_rate_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX audit_fee_rate_register_subject ON audit_fee_rate_register (length(subject), subject);
CREATE UNIQUE INDEX audit_fee_rate_register_supersedes ON audit_fee_rate_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER audit_fee_rate_register_unchanged BEFORE UPDATE ON audit_fee_rate_register
BEGIN SELECT RAISE (ABORT, 'audit fee rate register: supersede the entry instead'); END;
CREATE TRIGGER audit_fee_rate_register_kept BEFORE DELETE ON audit_fee_rate_register
BEGIN SELECT RAISE (ABORT, 'audit fee rate register: entries are never removed'); END;
CREATE TRIGGER audit_fee_rate_register_same_subject BEFORE INSERT ON audit_fee_rate_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'audit fee rate register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM audit_fee_rate_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
