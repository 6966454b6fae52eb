-- Elections of societies: each notified election with its programme, returning officer, roll and outcome.
-- Entries are superseded (corrected) or followed (changed), never altered.

-- Identities: given once, <office>-ELN-<number>, never reused. The same source row always finds its own again.
CREATE TABLE election (
  election_id TEXT    NOT NULL PRIMARY KEY,
  office     TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  source_key TEXT,                             -- file, sheet and row it was first read from
  day_no     INTEGER NOT NULL,
  UNIQUE (office, number),
  UNIQUE (office, source_key)                  -- offices merge by insertion: two may have read the same file
) STRICT;
CREATE TRIGGER election_unchanged BEFORE UPDATE ON election
BEGIN SELECT RAISE (ABORT, 'election: an identity never changes'); END;
CREATE TRIGGER election_kept BEFORE DELETE ON election
BEGIN SELECT RAISE (ABORT, 'election: an identity is never removed'); END;

CREATE TABLE election_register (
  office         TEXT    NOT NULL,
  entry_no       INTEGER NOT NULL,
  subject        TEXT    NOT NULL REFERENCES election (election_id),
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
  "election_no" TEXT,
  "society" TEXT REFERENCES society (society_id),
  "name" TEXT,
  "kind" TEXT,
  "act" TEXT,
  "authority" TEXT,
  "notified_on" TEXT CHECK ("notified_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "order_no" TEXT,
  "seats" TEXT,
  "vacancy" TEXT,
  "members_on" TEXT CHECK ("members_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "draft_on" TEXT CHECK ("draft_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "objections_to" TEXT CHECK ("objections_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "final_on" TEXT CHECK ("final_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "nominate_from" TEXT CHECK ("nominate_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "nominate_to" TEXT CHECK ("nominate_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "scrutiny_to" TEXT CHECK ("scrutiny_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "withdraw_to" TEXT CHECK ("withdraw_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "poll_on" TEXT CHECK ("poll_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "count_on" TEXT CHECK ("count_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "officer_name" TEXT,
  "officer_post" TEXT,
  "officer_order" TEXT,
  "rolled_on" TEXT CHECK ("rolled_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "roll_count" INTEGER,
  "roll_digest" TEXT,
  "declared_on" TEXT CHECK ("declared_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "term_rule" TEXT,
  "term_from" TEXT CHECK ("term_from" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "term_to" TEXT CHECK ("term_to" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "first_meeting_on" TEXT CHECK ("first_meeting_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  "dispute_no" TEXT,
  PRIMARY KEY (office, entry_no),
  FOREIGN KEY (office, supersedes) REFERENCES election_register (office, entry_no),
  FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
  CHECK (groups <> 0 OR supersedes IS NOT NULL)
) STRICT;
-- Shorter first, so that identity 9 stands before identity 10.
CREATE INDEX election_register_subject ON election_register (length(subject), subject);
CREATE UNIQUE INDEX election_register_supersedes ON election_register (office, supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER election_register_unchanged BEFORE UPDATE ON election_register
BEGIN SELECT RAISE (ABORT, 'election register: supersede the entry instead'); END;
CREATE TRIGGER election_register_kept BEFORE DELETE ON election_register
BEGIN SELECT RAISE (ABORT, 'election register: entries are never removed'); END;
CREATE TRIGGER election_register_same_subject BEFORE INSERT ON election_register WHEN NEW.supersedes IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'election register: a correction keeps the subject of the entry it corrects')
  WHERE NOT EXISTS (SELECT 1 FROM election_register AS earlier WHERE earlier.office = NEW.office
    AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
END;
