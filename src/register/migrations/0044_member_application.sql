-- Applications for membership.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-AM-<number>, never reused. The same source row always finds its own again.
CREATE TABLE member_application (
  member_application_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER member_application_unchanged BEFORE UPDATE ON member_application
BEGIN SELECT RAISE (ABORT, 'member_application: an identity never changes'); END;
CREATE TRIGGER member_application_kept BEFORE DELETE ON member_application
BEGIN SELECT RAISE (ABORT, 'member_application: an identity is never removed'); END;

CREATE TABLE member_application_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES member_application (member_application_id),
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
  "application_no" TEXT,
  "received_on" TEXT CHECK ("received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "society" TEXT REFERENCES society (society_id),
  "kind" TEXT,
  "heir_of" TEXT,
  "name" TEXT,
  "guardian" TEXT,
  "joint_with" TEXT,
  "sex" TEXT,
  "dob" TEXT CHECK ("dob" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "category" TEXT,
  "address" TEXT,
  "occupation" TEXT,
  "phone" TEXT,
  "sentence_ended_on" TEXT CHECK ("sentence_ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "shares" INTEGER,
  "share_amount" INTEGER,
  "fee_paid" INTEGER,
  "nominee" TEXT,
  "decision" TEXT,
  "decided_on" TEXT CHECK ("decided_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "resolution" TEXT,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES member_application_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX member_application_register_subject ON member_application_register (length(subject), subject);
CREATE UNIQUE INDEX member_application_register_supersedes ON member_application_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER member_application_register_unchanged BEFORE UPDATE ON member_application_register
BEGIN SELECT RAISE (ABORT, 'member_application register: supersede the entry instead'); END;
CREATE TRIGGER member_application_register_kept BEFORE DELETE ON member_application_register
BEGIN SELECT RAISE (ABORT, 'member_application register: entries are never removed'); END;
CREATE TRIGGER member_application_register_same_subject BEFORE INSERT ON member_application_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'member_application register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM member_application_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- What an application brings into the register of members.
ALTER TABLE member_register ADD COLUMN "joint_with" TEXT;
ALTER TABLE member_register ADD COLUMN "case_no" TEXT;
-- The roll of one society as of a past day: its members are found without reading all others.
CREATE INDEX member_register_society ON member_register ("society") WHERE "society" IS NOT NULL;
CREATE INDEX share_ledger_register_society ON share_ledger_register ("society") WHERE "society" IS NOT NULL;
