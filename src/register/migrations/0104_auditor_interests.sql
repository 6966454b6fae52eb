-- What an auditor declares of persons and societies, the fee class, and the application an entry came of.
ALTER TABLE auditor_register ADD COLUMN "guardian" TEXT;
ALTER TABLE auditor_register ADD COLUMN "partners" TEXT;
ALTER TABLE auditor_register ADD COLUMN "relatives" TEXT;
ALTER TABLE auditor_register ADD COLUMN "employers" TEXT;
ALTER TABLE auditor_register ADD COLUMN "debts" TEXT;
ALTER TABLE auditor_register ADD COLUMN "fee_class" TEXT;
ALTER TABLE auditor_register ADD COLUMN "panel_application" TEXT;
