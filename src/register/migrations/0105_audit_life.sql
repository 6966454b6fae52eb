-- The life of an audit: accepted or refused, books called for, paras counted, fee demanded, rectification due.
ALTER TABLE audit_register ADD COLUMN "accepted_on" TEXT CHECK ("accepted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "refused_on" TEXT CHECK ("refused_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "refused_by" TEXT;
ALTER TABLE audit_register ADD COLUMN "refused_reason" TEXT;
ALTER TABLE audit_register ADD COLUMN "books_asked_on" TEXT CHECK ("books_asked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "special_reason" TEXT;
ALTER TABLE audit_register ADD COLUMN "embezzlements" INTEGER;
ALTER TABLE audit_register ADD COLUMN "serious" INTEGER;
ALTER TABLE audit_register ADD COLUMN "irregularities" INTEGER;
ALTER TABLE audit_register ADD COLUMN "procedural" INTEGER;
ALTER TABLE audit_register ADD COLUMN "class_cap" TEXT;
ALTER TABLE audit_register ADD COLUMN "fee_scheme" TEXT;
ALTER TABLE audit_register ADD COLUMN "fee_base" INTEGER;
ALTER TABLE audit_register ADD COLUMN "fee_demanded_on" TEXT CHECK ("fee_demanded_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "fee_due_on" TEXT CHECK ("fee_due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "comply_by" TEXT CHECK ("comply_by" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE audit_register ADD COLUMN "closed_on" TEXT CHECK ("closed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
