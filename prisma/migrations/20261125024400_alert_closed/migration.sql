-- The inbox's view of what ended, newest first, of many customers.
CREATE INDEX "alert_closed" ON "alert" ("closed_at" DESC, "id" DESC) WHERE "closed_at" IS NOT NULL;
