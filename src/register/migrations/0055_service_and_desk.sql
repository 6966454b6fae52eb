-- Name, telephone, pay and authority of entries of service books; with whom a notice is since a handover of charge.
ALTER TABLE service_entry_register ADD COLUMN "employee_name" TEXT;
ALTER TABLE service_entry_register ADD COLUMN "mobile" TEXT;
ALTER TABLE service_entry_register ADD COLUMN "basic_pay" INTEGER;
ALTER TABLE service_entry_register ADD COLUMN "authority" TEXT;
ALTER TABLE notice_register ADD COLUMN "desk" TEXT;
