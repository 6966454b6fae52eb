-- Share ledger: every change of a member's shares.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-SL-<number>, never reused. The same source row always finds its own again.
CREATE TABLE share_ledger (
  share_ledger_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER share_ledger_unchanged BEFORE UPDATE ON share_ledger
BEGIN SELECT RAISE (ABORT, 'share_ledger: an identity never changes'); END;
CREATE TRIGGER share_ledger_kept BEFORE DELETE ON share_ledger
BEGIN SELECT RAISE (ABORT, 'share_ledger: an identity is never removed'); END;

CREATE TABLE share_ledger_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES share_ledger (share_ledger_id),
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
  "folio" TEXT,
  "member_no" TEXT,
  "name" TEXT,
  "guardian" TEXT,
  "entry_on" TEXT CHECK ("entry_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "voucher_no" TEXT,
  "kind" TEXT,
  "resolution" TEXT,
  "certificate_no" TEXT,
  "distinctive" TEXT,
  "other_party" TEXT,
  "shares_in" INTEGER,
  "amount_in" INTEGER,
  "shares_out" INTEGER,
  "amount_out" INTEGER,
  "shares_balance" INTEGER,
  "amount_balance" INTEGER,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES share_ledger_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX share_ledger_register_subject ON share_ledger_register (length(subject), subject);
CREATE UNIQUE INDEX share_ledger_register_supersedes ON share_ledger_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER share_ledger_register_unchanged BEFORE UPDATE ON share_ledger_register
BEGIN SELECT RAISE (ABORT, 'share_ledger register: supersede the entry instead'); END;
CREATE TRIGGER share_ledger_register_kept BEFORE DELETE ON share_ledger_register
BEGIN SELECT RAISE (ABORT, 'share_ledger register: entries are never removed'); END;
CREATE TRIGGER share_ledger_register_same_subject BEFORE INSERT ON share_ledger_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'share_ledger register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM share_ledger_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
