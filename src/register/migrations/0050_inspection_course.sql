-- The course of inspections and surcharges: inspection or inquiry, the Act, costs of an inquiry; which inspection a surcharge follows, and its limitation.
ALTER TABLE inspection_register ADD COLUMN "kind" TEXT;
ALTER TABLE inspection_register ADD COLUMN "act" TEXT;
ALTER TABLE inspection_register ADD COLUMN "costs" INTEGER;
ALTER TABLE inspection_register ADD COLUMN "costs_of" TEXT;
ALTER TABLE surcharge_register ADD COLUMN "act" TEXT;
ALTER TABLE surcharge_register ADD COLUMN "inspection" TEXT;
ALTER TABLE surcharge_register ADD COLUMN "occurred_on" TEXT;
ALTER TABLE surcharge_register ADD COLUMN "limit_on" TEXT;
ALTER TABLE surcharge_register ADD COLUMN "condoned" INTEGER;
