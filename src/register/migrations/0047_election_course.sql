-- What the acts of an election write besides in the registers of rolls, nominations, results, vacancies and office bearers.
ALTER TABLE elector_register ADD COLUMN "election" TEXT;
ALTER TABLE elector_register ADD COLUMN "member" TEXT;
ALTER TABLE elector_register ADD COLUMN "doubt" TEXT;
ALTER TABLE nomination_register ADD COLUMN "election" TEXT;
ALTER TABLE nomination_register ADD COLUMN "candidate_no" INTEGER;
ALTER TABLE nomination_register ADD COLUMN "proposer_no" INTEGER;
ALTER TABLE nomination_register ADD COLUMN "seconder_no" INTEGER;
ALTER TABLE nomination_register ADD COLUMN "reject_reason" TEXT;
ALTER TABLE election_result_register ADD COLUMN "election" TEXT;
ALTER TABLE election_result_register ADD COLUMN "candidate_no" INTEGER;
ALTER TABLE election_result_register ADD COLUMN "elected" INTEGER;
ALTER TABLE election_result_register ADD COLUMN "by_lot" INTEGER;
ALTER TABLE election_result_register ADD COLUMN "ballots" INTEGER;
ALTER TABLE election_result_register ADD COLUMN "invalid" INTEGER;
ALTER TABLE vacancy_register ADD COLUMN "of_bearer" TEXT;
ALTER TABLE vacancy_register ADD COLUMN "filled_on" TEXT CHECK ("filled_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE vacancy_register ADD COLUMN "filled_name" TEXT;
ALTER TABLE office_bearer_register ADD COLUMN "arose_from" TEXT;
