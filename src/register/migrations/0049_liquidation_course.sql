-- The course of a liquidation: its number, beginning, Act, appeal, costs and closing meeting; which case claims and contributions are of, and what became of them.
ALTER TABLE liquidation_register ADD COLUMN "case_no" TEXT;
ALTER TABLE liquidation_register ADD COLUMN "proposed_on" TEXT;
ALTER TABLE liquidation_register ADD COLUMN "act" TEXT;
ALTER TABLE liquidation_register ADD COLUMN "appeal_no" TEXT;
ALTER TABLE liquidation_register ADD COLUMN "costs" INTEGER;
ALTER TABLE liquidation_register ADD COLUMN "meeting_on" TEXT;
ALTER TABLE claim_register ADD COLUMN "liquidation" TEXT;
ALTER TABLE claim_register ADD COLUMN "late" INTEGER;
ALTER TABLE claim_register ADD COLUMN "decided_on" TEXT;
ALTER TABLE claim_register ADD COLUMN "why" TEXT;
ALTER TABLE claim_register ADD COLUMN "paid_on" TEXT;
ALTER TABLE contribution_register ADD COLUMN "liquidation" TEXT;
ALTER TABLE contribution_register ADD COLUMN "determined_on" TEXT;
ALTER TABLE contribution_register ADD COLUMN "recovered_on" TEXT;
ALTER TABLE contribution_register ADD COLUMN "why" TEXT;
