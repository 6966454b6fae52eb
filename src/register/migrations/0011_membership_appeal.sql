-- Register of membership appeals (R05).
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-MA-<number>, never reused. The same source row always finds its own again.
CREATE TABLE membership_appeal (
  membership_appeal_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER membership_appeal_unchanged BEFORE UPDATE ON membership_appeal
BEGIN SELECT RAISE (ABORT, 'membership_appeal: an identity never changes'); END;
CREATE TRIGGER membership_appeal_kept BEFORE DELETE ON membership_appeal
BEGIN SELECT RAISE (ABORT, 'membership_appeal: an identity is never removed'); END;

CREATE TABLE membership_appeal_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES membership_appeal (membership_appeal_id),
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
  "appeal_no" TEXT,
  "filed_on" TEXT CHECK ("filed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "society" TEXT REFERENCES society (society_id),
  "applicant" TEXT,
  "refused_on" TEXT CHECK ("refused_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "communicated_on" TEXT CHECK ("communicated_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "reason" TEXT,
  "hearing_on" TEXT CHECK ("hearing_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "stage" TEXT,
  "order" TEXT,
  "order_on" TEXT CHECK ("order_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "complied_on" TEXT CHECK ("complied_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES membership_appeal_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX membership_appeal_register_subject ON membership_appeal_register (length(subject), subject);
CREATE UNIQUE INDEX membership_appeal_register_supersedes ON membership_appeal_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER membership_appeal_register_unchanged BEFORE UPDATE ON membership_appeal_register
BEGIN SELECT RAISE (ABORT, 'membership_appeal register: supersede the entry instead'); END;
CREATE TRIGGER membership_appeal_register_kept BEFORE DELETE ON membership_appeal_register
BEGIN SELECT RAISE (ABORT, 'membership_appeal register: entries are never removed'); END;
CREATE TRIGGER membership_appeal_register_same_subject BEFORE INSERT ON membership_appeal_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'membership_appeal register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM membership_appeal_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
