-- Why nobody can say yet whether a corrective action held: its app was hardly heard meanwhile.
ALTER TABLE "corrective_action" ADD COLUMN "cannot_say" TEXT;
