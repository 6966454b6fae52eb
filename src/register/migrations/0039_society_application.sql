-- The application a society was registered on; the program alone writes it.
ALTER TABLE society_register ADD COLUMN "application" TEXT;
