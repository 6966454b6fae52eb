-- Figures an office sets by order for what a return filed late costs: one subject an Act, one entry an order, in force from a day.
-- Entries are superseded (corrected) or followed (changed), never altered.

CREATE TABLE penalty_rate_register (
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
  "act" TEXT,
  "fixed" INTEGER,
  "per_day" INTEGER,
  "cap" INTEGER,
  "free_days" INTEGER,
  "ended" INTEGER CHECK ("ended" IN (0, 1)),
  "from_on" TEXT CHECK ("from_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES penalty_rate_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX penalty_rate_register_subject ON penalty_rate_register (length(subject), subject);
CREATE UNIQUE INDEX penalty_rate_register_supersedes ON penalty_rate_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER penalty_rate_register_unchanged BEFORE UPDATE ON penalty_rate_register
BEGIN SELECT RAISE (ABORT, 'penalty rate register: supersede the entry instead'); END;
CREATE TRIGGER penalty_rate_register_kept BEFORE DELETE ON penalty_rate_register
BEGIN SELECT RAISE (ABORT, 'penalty rate register: entries are never removed'); END;
CREATE TRIGGER penalty_rate_register_same_subject BEFORE INSERT ON penalty_rate_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'penalty rate register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM penalty_rate_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
