-- The ledger all registers of an office share: whose it is, the day book, the imported files.
-- Every table here is written once and never changed; what is wrong is put right by a further entry.

-- The office that writes in this file. Entries of other offices may be inserted beside its own, with their day book.
CREATE TABLE ledger (
  office TEXT NOT NULL CHECK (length(office) > 0)
) STRICT;
CREATE TRIGGER ledger_one BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger)
BEGIN SELECT RAISE (ABORT, 'ledger: a register belongs to one office'); END;
CREATE TRIGGER ledger_unchanged BEFORE UPDATE ON ledger
BEGIN SELECT RAISE (ABORT, 'ledger: the office of a register never changes'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
BEGIN SELECT RAISE (ABORT, 'ledger: the office of a register never changes'); END;

-- One row a writing command. Each carries the hash of the row before it, and the digest of the entries it wrote.
CREATE TABLE day_book (
  office         TEXT    NOT NULL,
  day_no         INTEGER NOT NULL CHECK (day_no > 0),
  recorded_at    TEXT    NOT NULL,             -- UTC, fixed width, so that text order is time order
  command        TEXT    NOT NULL,
  officer        TEXT    NOT NULL,             -- login
  uid            INTEGER NOT NULL,             -- user id of the process
  order_no       TEXT,
  reason         TEXT,
  batch          TEXT,                         -- the imported file, of an import
  undoes         TEXT,                         -- the batch struck out, of an undo
  first_entry    INTEGER,                      -- NULL with last_entry: the command wrote no entry
  last_entry     INTEGER,
  entries_digest TEXT    NOT NULL,             -- SHA-256 over the SHA-256 of each entry, in order of entry number
  annex_digest   TEXT    NOT NULL,             -- SHA-256 over the batch, its rows and the identities given
  prev_hash      TEXT    NOT NULL,
  hash           TEXT    NOT NULL,
  PRIMARY KEY (office, day_no),
  CHECK ((first_entry IS NULL) = (last_entry IS NULL) AND first_entry <= last_entry)
) STRICT;
CREATE UNIQUE INDEX day_book_undoes ON day_book (office, undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER day_book_unchanged BEFORE UPDATE ON day_book
BEGIN SELECT RAISE (ABORT, 'day book: a row is never changed'); END;
CREATE TRIGGER day_book_kept BEFORE DELETE ON day_book
BEGIN SELECT RAISE (ABORT, 'day book: a row is never removed'); END;

-- One imported file. Undone when a day-book row names it in `undoes`.
CREATE TABLE batch (
  office    TEXT    NOT NULL,
  batch_id  TEXT    NOT NULL,                  -- B0001
  register  TEXT    NOT NULL,                  -- stem of the register imported into
  file_name TEXT    NOT NULL,
  sha256    TEXT    NOT NULL,
  account   TEXT    NOT NULL,                  -- JSON: stored mapping, counts, control sums
  day_no    INTEGER NOT NULL,
  PRIMARY KEY (office, batch_id)
) STRICT;
CREATE INDEX batch_sha256 ON batch (sha256);
CREATE TRIGGER batch_unchanged BEFORE UPDATE ON batch
BEGIN SELECT RAISE (ABORT, 'batch: an imported file is never changed, undo it instead'); END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch
BEGIN SELECT RAISE (ABORT, 'batch: an imported file is never removed, undo it instead'); END;

-- Data rows of a batch that made no entry: duplicates and rejected rows.
CREATE TABLE batch_row (
  office   TEXT    NOT NULL,
  batch_id TEXT    NOT NULL,
  seq      INTEGER NOT NULL,                   -- order within the batch, from 1
  sheet    INTEGER NOT NULL,                   -- from 0
  row      INTEGER NOT NULL,                   -- from 1
  outcome  TEXT    NOT NULL CHECK (outcome IN ('duplicate', 'rejected')),
  subject  TEXT,                               -- the subject a duplicate repeats
  findings TEXT    NOT NULL,                   -- JSON array
  PRIMARY KEY (office, batch_id, seq),
  FOREIGN KEY (office, batch_id) REFERENCES batch (office, batch_id)
) STRICT;
CREATE TRIGGER batch_row_unchanged BEFORE UPDATE ON batch_row
BEGIN SELECT RAISE (ABORT, 'batch: a row is never changed'); END;
CREATE TRIGGER batch_row_kept BEFORE DELETE ON batch_row
BEGIN SELECT RAISE (ABORT, 'batch: a row is never removed'); END;

-- Highest `effective_from` ever recorded in a register: from that day on its current table answers.
-- A cache like the current tables themselves: outside digest and chain, made anew by `db check --rebuild`.
CREATE TABLE current_high_water (
  register       TEXT NOT NULL PRIMARY KEY,
  effective_from TEXT NOT NULL
) STRICT;
