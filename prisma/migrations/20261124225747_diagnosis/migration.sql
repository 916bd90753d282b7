-- AlterTable
ALTER TABLE "participant" ADD COLUMN     "attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "dropped" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "join_failure" TEXT,
ADD COLUMN     "join_outcome" TEXT,
ADD COLUMN     "join_phases" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "pain_minutes" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "recovered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "setup_ms" INTEGER;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "cause" TEXT,
ADD COLUMN     "causes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "imported_from" TEXT,
ADD COLUMN     "pain_minutes" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "pin_reason" TEXT,
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "pinned_by" UUID,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'live';

-- CreateTable
CREATE TABLE "finding" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "participant_id" UUID,
    "about_id" UUID,
    "connection" INTEGER,
    "track" INTEGER,
    "direction" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "affected" UUID[],
    "explained_by" UUID,
    "rank" INTEGER,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "finding_opinion" (
    "customer_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "opinion" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_opinion_pkey" PRIMARY KEY ("customer_id","finding_id","member_id")
);

-- CreateTable
CREATE TABLE "session_note" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "member_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "moment_at" TIMESTAMPTZ(3),
    "body" TEXT NOT NULL,

    CONSTRAINT "session_note_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "report_code" (
    "customer_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "session_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,

    CONSTRAINT "report_code_pkey" PRIMARY KEY ("customer_id","code","at")
);

-- CreateIndex
CREATE UNIQUE INDEX "finding_id_key" ON "finding"("id");

-- CreateIndex
CREATE INDEX "finding_customer_id_session_id_idx" ON "finding"("customer_id", "session_id");

-- CreateIndex
CREATE INDEX "finding_customer_id_kind_opened_at_idx" ON "finding"("customer_id", "kind", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "finding_opened_at_idx" ON "finding"("opened_at");

-- CreateIndex
CREATE INDEX "session_note_customer_id_session_id_at_idx" ON "session_note"("customer_id", "session_id", "at");

-- CreateIndex
CREATE INDEX "session_customer_id_cause_started_at_idx" ON "session"("customer_id", "cause", "started_at" DESC);

-- What the Prisma schema cannot say.
SELECT earshot_protect("tenant_table"::regclass) FROM unnest(ARRAY['finding', 'finding_opinion', 'session_note', 'report_code']) AS "tenant_table";

-- Open episodes are read again when an engine starts.
CREATE INDEX "finding_open" ON "finding" ("session_id") WHERE "cleared_at" IS NULL;

GRANT SELECT, INSERT, UPDATE ON "finding" TO earshot_ingest;
GRANT SELECT, INSERT ON "report_code" TO earshot_ingest;
GRANT SELECT ON "finding", "finding_opinion", "session_note", "report_code" TO earshot_web;
GRANT INSERT, UPDATE, DELETE ON "finding_opinion" TO earshot_web;
GRANT INSERT ON "session_note" TO earshot_web;
GRANT UPDATE ("pinned_at", "pinned_by", "pin_reason") ON "session" TO earshot_web;
GRANT SELECT, UPDATE, DELETE ON "finding" TO earshot_worker;
GRANT SELECT, DELETE ON "finding_opinion", "session_note", "report_code" TO earshot_worker;
