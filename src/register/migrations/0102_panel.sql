-- The panel of auditors: notifications, applications, debarments.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-PN-<number>, never reused.
CREATE TABLE panel_notice (
  panel_notice_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER panel_notice_unchanged BEFORE UPDATE ON panel_notice
BEGIN SELECT RAISE (ABORT, 'panel notice: an identity never changes'); END;
CREATE TRIGGER panel_notice_kept BEFORE DELETE ON panel_notice
BEGIN SELECT RAISE (ABORT, 'panel notice: an identity is never removed'); END;

CREATE TABLE panel_notice_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES panel_notice (panel_notice_id),
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
  "notice_no" TEXT,
  "notified_on" TEXT CHECK ("notified_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "last_day" TEXT CHECK ("last_day" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "valid_from" TEXT CHECK ("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "valid_to" TEXT CHECK ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "categories" TEXT,
  "order_no" TEXT,
  "remarks" TEXT,
  "login" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES panel_notice_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX panel_notice_register_subject ON panel_notice_register (length(subject), subject);
CREATE UNIQUE INDEX panel_notice_register_supersedes ON panel_notice_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER panel_notice_register_unchanged BEFORE UPDATE ON panel_notice_register
BEGIN SELECT RAISE (ABORT, 'panel notice register: supersede the entry instead'); END;
CREATE TRIGGER panel_notice_register_kept BEFORE DELETE ON panel_notice_register
BEGIN SELECT RAISE (ABORT, 'panel notice register: entries are never removed'); END;
CREATE TRIGGER panel_notice_register_same_subject BEFORE INSERT ON panel_notice_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'panel notice register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM panel_notice_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- Applications for the panel.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-PA-<number>, never reused.
CREATE TABLE panel_application (
  panel_application_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER panel_application_unchanged BEFORE UPDATE ON panel_application
BEGIN SELECT RAISE (ABORT, 'panel application: an identity never changes'); END;
CREATE TRIGGER panel_application_kept BEFORE DELETE ON panel_application
BEGIN SELECT RAISE (ABORT, 'panel application: an identity is never removed'); END;

CREATE TABLE panel_application_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES panel_application (panel_application_id),
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
  "app_no" TEXT,
  "serial" INTEGER,
  "notice_no" TEXT,
  "applied_on" TEXT CHECK ("applied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "name" TEXT,
  "name_other" TEXT,
  "kind" TEXT,
  "guardian" TEXT,
  "membership_no" TEXT,
  "firm_no" TEXT,
  "cop_since" TEXT CHECK ("cop_since" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "partners" TEXT,
  "experience_years" INTEGER,
  "audits_done" INTEGER,
  "qualifications" TEXT,
  "staff" INTEGER,
  "home_district" INTEGER,
  "districts" TEXT,
  "category" TEXT,
  "capacity" INTEGER,
  "phone" TEXT,
  "address" TEXT,
  "relatives" TEXT,
  "employers" TEXT,
  "debts" TEXT,
  "debt_amount" INTEGER,
  "conflicts" TEXT,
  "officer_of_society" INTEGER CHECK ("officer_of_society" IN (0, 1)),
  "disciplined" INTEGER CHECK ("disciplined" IN (0, 1)),
  "panel_no" TEXT,
  "granted" TEXT,
  "fee_class" TEXT,
  "valid_from" TEXT CHECK ("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "valid_to" TEXT CHECK ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "overridden" TEXT,
  "decided_on" TEXT CHECK ("decided_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "remarks" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES panel_application_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX panel_application_register_subject ON panel_application_register (length(subject), subject);
CREATE UNIQUE INDEX panel_application_register_supersedes ON panel_application_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER panel_application_register_unchanged BEFORE UPDATE ON panel_application_register
BEGIN SELECT RAISE (ABORT, 'panel application register: supersede the entry instead'); END;
CREATE TRIGGER panel_application_register_kept BEFORE DELETE ON panel_application_register
BEGIN SELECT RAISE (ABORT, 'panel application register: entries are never removed'); END;
CREATE TRIGGER panel_application_register_same_subject BEFORE INSERT ON panel_application_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'panel application register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM panel_application_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;

-- Debarments: cases from the notice to show cause.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-DB-<number>, never reused.
CREATE TABLE auditor_debarment (
  auditor_debarment_id TEXT NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)
) STRICT;
CREATE TRIGGER auditor_debarment_unchanged BEFORE UPDATE ON auditor_debarment
BEGIN SELECT RAISE (ABORT, 'auditor debarment: an identity never changes'); END;
CREATE TRIGGER auditor_debarment_kept BEFORE DELETE ON auditor_debarment
BEGIN SELECT RAISE (ABORT, 'auditor debarment: an identity is never removed'); END;

CREATE TABLE auditor_debarment_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES auditor_debarment (auditor_debarment_id),
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
  "case_no" TEXT,
  "serial" INTEGER,
  "auditor" TEXT,
  "name" TEXT,
  "opened_on" TEXT CHECK ("opened_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "charge" TEXT,
  "reply_by" TEXT CHECK ("reply_by" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reply_on" TEXT CHECK ("reply_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "from" TEXT CHECK ("from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "to" TEXT CHECK ("to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "revoked_on" TEXT CHECK ("revoked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "suspended_on" TEXT CHECK ("suspended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "suspended_to" TEXT CHECK ("suspended_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "suspended_by" TEXT,
  "restored_on" TEXT CHECK ("restored_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES auditor_debarment_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX auditor_debarment_register_subject ON auditor_debarment_register (length(subject), subject);
CREATE UNIQUE INDEX auditor_debarment_register_supersedes ON auditor_debarment_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER auditor_debarment_register_unchanged BEFORE UPDATE ON auditor_debarment_register
BEGIN SELECT RAISE (ABORT, 'auditor debarment register: supersede the entry instead'); END;
CREATE TRIGGER auditor_debarment_register_kept BEFORE DELETE ON auditor_debarment_register
BEGIN SELECT RAISE (ABORT, 'auditor debarment register: entries are never removed'); END;
CREATE TRIGGER auditor_debarment_register_same_subject BEFORE INSERT ON auditor_debarment_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'auditor debarment register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM auditor_debarment_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
