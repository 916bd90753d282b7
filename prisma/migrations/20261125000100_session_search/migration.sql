-- CreateIndex
CREATE INDEX "session_started_at_id_idx" ON "session"("started_at" DESC, "id" DESC);

-- What the Prisma schema cannot say: ratings are rare among events, and asked for by call.
CREATE INDEX "event_rating" ON "event" ("customer_id", "session_id") WHERE "type" = 'user-rating';

-- What lives now, whenever it started.
CREATE INDEX "session_live_newest" ON "session" ("started_at" DESC, "id" DESC) WHERE "state" = 'live';

-- The wall between customers asks whose rows a transaction may see once a query, not once a row: reading the list of
-- tenants anew for each of 100,000 rows took seconds. Same rows as before, and the same for every table to come.
CREATE OR REPLACE FUNCTION earshot_protect(tenant_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('CREATE POLICY web_own_tenants ON %s TO earshot_web USING (customer_id = ANY ((SELECT earshot_tenants())::uuid[])) WITH CHECK (customer_id = ANY ((SELECT earshot_tenants())::uuid[]))', tenant_table);
  EXECUTE format('CREATE POLICY customer_reads_own ON %s FOR SELECT TO earshot_customer USING (customer_id = ANY ((SELECT earshot_tenants())::uuid[]))', tenant_table);
  EXECUTE format('CREATE POLICY ingest_all ON %s TO earshot_ingest USING (true) WITH CHECK (true)', tenant_table);
  EXECUTE format('CREATE POLICY worker_all ON %s TO earshot_worker USING (true) WITH CHECK (true)', tenant_table);
END $$;

DO $$
DECLARE tenant_table regclass;
BEGIN
  FOR tenant_table IN SELECT polrelid::regclass FROM pg_policy WHERE polname = 'web_own_tenants' AND polrelid <> '"customer"'::regclass LOOP
    EXECUTE format('ALTER POLICY web_own_tenants ON %s USING (customer_id = ANY ((SELECT earshot_tenants())::uuid[])) WITH CHECK (customer_id = ANY ((SELECT earshot_tenants())::uuid[]))', tenant_table);
    EXECUTE format('ALTER POLICY customer_reads_own ON %s USING (customer_id = ANY ((SELECT earshot_tenants())::uuid[]))', tenant_table);
  END LOOP;
END $$;
