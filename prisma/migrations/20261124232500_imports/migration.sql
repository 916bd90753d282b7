-- CreateTable
CREATE TABLE "session_import" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "member_name" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "total_bytes" BIGINT,
    "format" TEXT,
    "session_id" UUID,
    "problem_code" TEXT,
    "problem" TEXT,
    "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_import_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_import_id_key" ON "session_import"("id");

-- CreateIndex
CREATE INDEX "session_import_customer_id_created_at_idx" ON "session_import"("customer_id", "created_at" DESC);

-- What the Prisma schema cannot say.
SELECT earshot_protect('session_import');

GRANT SELECT, INSERT, UPDATE ON "session_import" TO earshot_web;
GRANT SELECT, DELETE ON "session_import" TO earshot_worker;

-- A person's import is written by the process that takes it: within that person's tenants, as new rows only, and only
-- as or under a session that is marked as imported and over. What browsers sent can be neither changed nor added to.
-- (The owner is a member of every role, so the policy reaches it too: it asks who acts.)
CREATE POLICY web_adds_imports ON "session" AS RESTRICTIVE FOR INSERT TO earshot_web
  WITH CHECK (current_user <> 'earshot_web' OR ("source" = 'imported' AND "state" = 'ended'));
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['participant', 'boot', 'connection', 'telemetry', 'event', 'participant_minute', 'finding'] LOOP
    EXECUTE format('CREATE POLICY web_adds_to_imports ON %1$I AS RESTRICTIVE FOR INSERT TO earshot_web WITH CHECK (current_user <> ''earshot_web'' OR EXISTS (SELECT FROM "session" s WHERE s."customer_id" = %1$I."customer_id" AND s."id" = %1$I."session_id" AND s."source" = ''imported''))', part);
  END LOOP;
END $$;
GRANT INSERT ON "session", "participant", "boot", "connection", "telemetry", "event", "participant_minute", "finding" TO earshot_web;
GRANT USAGE ON SEQUENCE "boot_no_seq" TO earshot_web;
