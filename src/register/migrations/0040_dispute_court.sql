-- The course of disputes: the Act and who the parties are; which act of a case an order sheet tells; where, before whom and by which order a cause list was printed.
ALTER TABLE dispute_register ADD COLUMN "act" TEXT;
ALTER TABLE dispute_register ADD COLUMN "plaintiff_is" TEXT;
ALTER TABLE dispute_register ADD COLUMN "defendant_is" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "of_case" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "event_no" INTEGER;
ALTER TABLE order_sheet_register ADD COLUMN "purpose" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "adjourned_by" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "next_purpose" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "next_time" TEXT;
ALTER TABLE order_sheet_register ADD COLUMN "order_no" TEXT;
ALTER TABLE cause_list_register ADD COLUMN "of_case" TEXT;
ALTER TABLE cause_list_register ADD COLUMN "room" TEXT;
ALTER TABLE cause_list_register ADD COLUMN "presiding" TEXT;
ALTER TABLE cause_list_register ADD COLUMN "order_no" TEXT;
