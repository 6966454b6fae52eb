-- Computerisation of PACS, other societies and offices: one subject a unit of a programme, one group of facts a stage.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-CP-<number>, never reused. The same source row always finds its own again.
CREATE TABLE computerisation (
  computerisation_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER computerisation_unchanged BEFORE UPDATE ON computerisation
BEGIN SELECT RAISE (ABORT, 'computerisation: an identity never changes'); END;
CREATE TRIGGER computerisation_kept BEFORE DELETE ON computerisation
BEGIN SELECT RAISE (ABORT, 'computerisation: an identity is never removed'); END;

CREATE TABLE computerisation_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES computerisation (computerisation_id),
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
  "kind" TEXT,
  "society" TEXT,
  "office_name" TEXT,
  "district" INTEGER,
  "block" INTEGER,
  "phase" INTEGER,
  "selected_on" TEXT CHECK ("selected_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "list_no" TEXT,
  "dlmic_on" TEXT CHECK ("dlmic_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "dlmic_no" TEXT,
  "sanction_no" TEXT,
  "sanction_on" TEXT CHECK ("sanction_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "sanctioned" INTEGER,
  "centre_share" INTEGER,
  "state_share" INTEGER,
  "items" TEXT,
  "delivered_on" TEXT CHECK ("delivered_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "installed_on" TEXT CHECK ("installed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "serials" INTEGER,
  "dct_on" TEXT CHECK ("dct_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "golive_on" TEXT CHECK ("golive_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "audit_on" TEXT CHECK ("audit_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "hoc_on" TEXT CHECK ("hoc_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "hoc_no" TEXT,
  "handholding_from" TEXT CHECK ("handholding_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "handholding_to" TEXT CHECK ("handholding_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "handholding_by" TEXT,
  "epacs_on" TEXT CHECK ("epacs_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "epacs_no" TEXT,
  "day_end_on" TEXT CHECK ("day_end_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "books_on" TEXT CHECK ("books_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "day_end_upto" TEXT CHECK ("day_end_upto" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "unreconciled" INTEGER,
  "unreconciled_amount" INTEGER,
  "paper_ends_on" TEXT CHECK ("paper_ends_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "paper_order" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES computerisation_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX computerisation_register_subject ON computerisation_register (length(subject), subject);
CREATE UNIQUE INDEX computerisation_register_supersedes ON computerisation_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER computerisation_register_unchanged BEFORE UPDATE ON computerisation_register
BEGIN SELECT RAISE (ABORT, 'computerisation register: supersede the entry instead'); END;
CREATE TRIGGER computerisation_register_kept BEFORE DELETE ON computerisation_register
BEGIN SELECT RAISE (ABORT, 'computerisation register: entries are never removed'); END;
CREATE TRIGGER computerisation_register_same_subject BEFORE INSERT ON computerisation_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'computerisation register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM computerisation_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
