-- The run ledger: one row a command that writes or is scheduled, begun before its work and completed after.
CREATE TABLE run (
  run_id          INTEGER PRIMARY KEY,
  started_at      TEXT    NOT NULL,
  finished_at     TEXT,                        -- NULL: running, or abandoned
  command         TEXT    NOT NULL,
  arguments       TEXT    NOT NULL,            -- JSON
  officer         TEXT    NOT NULL,
  uid             INTEGER NOT NULL,
  program_version TEXT    NOT NULL,
  catalogue_hash  TEXT    NOT NULL,
  read_up_to_day  INTEGER,                     -- day-book row the register was read up to
  exit_code       INTEGER,
  outputs         TEXT    NOT NULL DEFAULT 'null' -- JSON
) STRICT;
CREATE TRIGGER run_completed_once BEFORE UPDATE ON run WHEN OLD.finished_at IS NOT NULL OR NEW.run_id <> OLD.run_id
BEGIN SELECT RAISE (ABORT, 'run ledger: a completed run is never changed'); END;
CREATE TRIGGER run_kept BEFORE DELETE ON run
BEGIN SELECT RAISE (ABORT, 'run ledger: a run is never removed'); END;
