-- Whose side trouble is on, in four numbers: a customer reads these instead of findings.
CREATE TABLE "status_look" (
    "customer_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,
    "troubled" INTEGER NOT NULL,
    "own_side" INTEGER NOT NULL,
    "service_side" INTEGER NOT NULL,

    CONSTRAINT "status_look_pkey" PRIMARY KEY ("customer_id")
);

-- What a closed month was reckoned with: a new contract does not rewrite old months.
ALTER TABLE "uptime_month" ADD COLUMN     "reckoned_with" JSONB NOT NULL DEFAULT '{}';

-- Hand-finished ------------------------------------------------------------------------------------------------------

SELECT earshot_protect('status_look');
GRANT SELECT ON "status_look" TO earshot_customer;
GRANT SELECT, INSERT, UPDATE ON "status_look" TO earshot_worker;

-- Planned work as a customer may know it: its own by name, and times of the MSP's that touch it. The matchers stay here,
-- since they may name others. `whole`: it is about all of this customer's service; `regions`: about these alone.
-- Maintenance of alerts (by rule, call, severity) is the MSP's own business unless the customer's own window says so.
CREATE POLICY owner_reads ON "maintenance" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_reads ON "customer" FOR SELECT TO CURRENT_USER USING ("id" = ANY (earshot_tenants()));
CREATE FUNCTION earshot_customer_maintenance() RETURNS TABLE (
    "key" text, "name" text, "time_zone" text, "starts_local" text, "duration_ms" integer, "recurrence" jsonb,
    "until_at" timestamptz, "ended_at" timestamptz, "created_at" timestamptz, "excuses_budget" boolean, "whole" boolean, "regions" text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT md5(m.id::text || c.id::text), CASE WHEN m.customer_id IS NULL THEN 'Planned maintenance' ELSE m.name END,
         m.time_zone, m.starts_local, m.duration_ms, m.recurrence, m.until_at, m.ended_at, m.created_at, m.excuses_budget,
         NOT EXISTS (SELECT FROM jsonb_array_elements(m.matchers) x WHERE x->>'name' <> 'customer'),
         ARRAY(SELECT x->>'value' FROM jsonb_array_elements(m.matchers) x WHERE x->>'name' = 'region' AND x->>'op' = 'is')
    FROM maintenance m JOIN customer c ON c.id = ANY (earshot_tenants())
   WHERE cardinality(earshot_tenants()) = 1
     AND (m.customer_id = c.id OR m.customer_id IS NULL
          AND NOT EXISTS (SELECT FROM jsonb_array_elements(m.matchers) x
                           WHERE x->>'name' <> 'customer' AND NOT (x->>'name' = 'region' AND x->>'op' = 'is')))
     AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(m.matchers) x WHERE x->>'name' = 'customer' AND NOT (CASE x->>'op'
         WHEN 'is' THEN x->>'value' = c.slug
         WHEN 'is-not' THEN x->>'value' <> c.slug
         ELSE c.slug LIKE replace(replace(replace(replace(x->>'value', '\', '\\'), '%', '\%'), '_', '\_'), '*', '%') END))
$$;
REVOKE EXECUTE ON FUNCTION earshot_customer_maintenance() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_customer_maintenance() TO earshot_customer, earshot_web, earshot_worker;
