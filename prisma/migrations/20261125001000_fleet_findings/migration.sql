-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "local_prefix" TEXT;

-- CreateTable
CREATE TABLE "fleet_finding" (
    "id" UUID NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "customer_ids" UUID[],
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "record" JSONB NOT NULL,

    CONSTRAINT "fleet_finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "fleet_finding_closed_at_idx" ON "fleet_finding"("closed_at");

-- From here on: what the Prisma schema cannot say.

-- A finding is about no single customer. Whoever may see a customer that it touches may read the row; which names of it
-- reach them is decided by the verb that reads it. Customers' own role has no right here at all.
ALTER TABLE "fleet_finding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "fleet_finding" FORCE ROW LEVEL SECURITY;
CREATE POLICY web_reads_what_touches_own ON "fleet_finding" FOR SELECT TO earshot_web USING ("customer_ids" && earshot_tenants());
CREATE POLICY ingest_all ON "fleet_finding" TO earshot_ingest USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON "fleet_finding" TO earshot_worker USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON "fleet_finding" TO earshot_ingest;
GRANT SELECT ON "fleet_finding" TO earshot_web;
GRANT SELECT, DELETE ON "fleet_finding" TO earshot_worker;
