-- The course of assets: who keeps one, what old books brought over, how it left.
ALTER TABLE asset_register ADD COLUMN "custodian" TEXT;
ALTER TABLE asset_register ADD COLUMN "installed_on" TEXT CHECK ("installed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE asset_register ADD COLUMN "society" TEXT REFERENCES society (society_id);
ALTER TABLE asset_register ADD COLUMN "central_share" INTEGER;
ALTER TABLE asset_register ADD COLUMN "book_value" INTEGER;
ALTER TABLE asset_register ADD COLUMN "book_value_on" TEXT CHECK ("book_value_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE asset_register ADD COLUMN "disposed_on" TEXT CHECK ("disposed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]');
ALTER TABLE asset_register ADD COLUMN "disposal" TEXT;
ALTER TABLE asset_register ADD COLUMN "proceeds" INTEGER;
