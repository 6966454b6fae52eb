-- Marks of audits: one subject an audit and item of the scheme.

CREATE TABLE audit_mark_register (
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
  "audit" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "fy" TEXT,
  "item" TEXT,
  "marks" INTEGER,
  "out_of" INTEGER,
  "left_out" INTEGER CHECK ("left_out" IN (0, 1)),
  "figure" TEXT,
  "evidence" TEXT,
  "computed" INTEGER CHECK ("computed" IN (0, 1)),
  "marked_on" TEXT CHECK ("marked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES audit_mark_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX audit_mark_register_subject ON audit_mark_register (length(subject), subject);
CREATE UNIQUE INDEX audit_mark_register_supersedes ON audit_mark_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER audit_mark_register_unchanged BEFORE UPDATE ON audit_mark_register
BEGIN SELECT RAISE (ABORT, 'audit mark register: supersede the entry instead'); END;
CREATE TRIGGER audit_mark_register_kept BEFORE DELETE ON audit_mark_register
BEGIN SELECT RAISE (ABORT, 'audit mark register: entries are never removed'); END;
CREATE TRIGGER audit_mark_register_same_subject BEFORE INSERT ON audit_mark_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'audit mark register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM audit_mark_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- Memo of objections: one subject a para.

CREATE TABLE audit_objection_register (
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
  "audit" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "fy" TEXT,
  "para_no" TEXT,
  "severity" TEXT,
  "amount" INTEGER,
  "rule_broken" TEXT,
  "responsible" TEXT,
  "text" TEXT,
  "raised_on" TEXT CHECK ("raised_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "status" TEXT,
  "due_on" TEXT CHECK ("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "replied_on" TEXT CHECK ("replied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reply" TEXT,
  "settled_amount" INTEGER,
  "settled_on" TEXT CHECK ("settled_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "proof" TEXT,
  "led_to" TEXT,
  "led_on" TEXT CHECK ("led_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES audit_objection_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX audit_objection_register_subject ON audit_objection_register (length(subject), subject);
CREATE UNIQUE INDEX audit_objection_register_supersedes ON audit_objection_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER audit_objection_register_unchanged BEFORE UPDATE ON audit_objection_register
BEGIN SELECT RAISE (ABORT, 'audit objection register: supersede the entry instead'); END;
CREATE TRIGGER audit_objection_register_kept BEFORE DELETE ON audit_objection_register
BEGIN SELECT RAISE (ABORT, 'audit objection register: entries are never removed'); END;
CREATE TRIGGER audit_objection_register_same_subject BEFORE INSERT ON audit_objection_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'audit objection register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM audit_objection_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
