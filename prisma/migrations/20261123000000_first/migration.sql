-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('operator', 'manager', 'admin', 'customer');

-- CreateEnum
CREATE TYPE "KeyKind" AS ENUM ('publishable', 'secret');

-- CreateEnum
CREATE TYPE "SessionState" AS ENUM ('live', 'ended');

-- CreateEnum
CREATE TYPE "BandName" AS ENUM ('good', 'fair', 'poor', 'bad', 'unknown');

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "telemetry_retention_days" INTEGER NOT NULL DEFAULT 14,
    "event_retention_days" INTEGER NOT NULL DEFAULT 90,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "reports_per_minute" INTEGER NOT NULL DEFAULT 60000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "app_key" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "kind" "KeyKind" NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "allowed_origins" TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_key_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "time_zone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("customer_id","member_id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "state" "SessionState" NOT NULL DEFAULT 'live',
    "end_reason" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "last_report_at" TIMESTAMPTZ(3),
    "participants_peak" INTEGER NOT NULL DEFAULT 0,
    "score" DOUBLE PRECISION,
    "band" "BandName" NOT NULL DEFAULT 'unknown',
    "band_since" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "model" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "participant" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "client" JSONB NOT NULL DEFAULT '{}',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_reason" TEXT,
    "last_report_at" TIMESTAMPTZ(3),
    "view" JSONB NOT NULL DEFAULT '{}',
    "score" DOUBLE PRECISION,
    "band" "BandName" NOT NULL DEFAULT 'unknown',
    "model" TEXT NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "boot" (
    "customer_id" UUID NOT NULL,
    "no" BIGSERIAL NOT NULL,
    "app_id" UUID NOT NULL,
    "boot_id" UUID NOT NULL,
    "session_key" TEXT NOT NULL,
    "participant_key" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "boot_pkey" PRIMARY KEY ("customer_id","no")
);

-- CreateTable
CREATE TABLE "connection" (
    "customer_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "boot_no" BIGINT NOT NULL,
    "connection" INTEGER NOT NULL,
    "session_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'new',
    "local_candidate_type" TEXT,
    "remote_candidate_type" TEXT,
    "protocol" TEXT,
    "relay_protocol" TEXT,
    "relay_host" TEXT,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("customer_id","participant_id","boot_no","connection")
);

-- CreateTable
CREATE TABLE "telemetry" (
    "customer_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "boot_no" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "session_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "telemetry_pkey" PRIMARY KEY ("customer_id","participant_id","boot_no","seq","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "event" (
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "boot_no" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "clamped" BOOLEAN NOT NULL DEFAULT false,
    "type" TEXT NOT NULL,
    "connection" INTEGER,
    "track" INTEGER,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("customer_id","session_id","participant_id","boot_no","seq","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "participant_minute" (
    "customer_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "day" DATE NOT NULL,
    "session_id" UUID NOT NULL,
    "score" DOUBLE PRECISION,
    "receive_score" DOUBLE PRECISION,
    "send_score" DOUBLE PRECISION,
    "band" "BandName" NOT NULL,
    "deductions" JSONB NOT NULL DEFAULT '[]',
    "model" TEXT NOT NULL,

    CONSTRAINT "participant_minute_pkey" PRIMARY KEY ("customer_id","participant_id","minute","day")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "pulse_10s" (
    "customer_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "participants" INTEGER NOT NULL DEFAULT 0,
    "good" INTEGER NOT NULL DEFAULT 0,
    "fair" INTEGER NOT NULL DEFAULT 0,
    "poor" INTEGER NOT NULL DEFAULT 0,
    "bad" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "join_attempts" INTEGER NOT NULL DEFAULT 0,
    "joins" INTEGER NOT NULL DEFAULT 0,
    "join_failures" INTEGER NOT NULL DEFAULT 0,
    "drops" INTEGER NOT NULL DEFAULT 0,
    "reports" INTEGER NOT NULL DEFAULT 0,
    "score_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "score_count" INTEGER NOT NULL DEFAULT 0,
    "score_histogram" INTEGER[],
    "good_minutes" INTEGER NOT NULL DEFAULT 0,
    "fair_minutes" INTEGER NOT NULL DEFAULT 0,
    "poor_minutes" INTEGER NOT NULL DEFAULT 0,
    "bad_minutes" INTEGER NOT NULL DEFAULT 0,
    "model" TEXT NOT NULL,

    CONSTRAINT "pulse_10s_pkey" PRIMARY KEY ("customer_id","app_id","dimension","value","bucket")
);

-- CreateTable
CREATE TABLE "pulse_1m" (
    "customer_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "participants" INTEGER NOT NULL DEFAULT 0,
    "good" INTEGER NOT NULL DEFAULT 0,
    "fair" INTEGER NOT NULL DEFAULT 0,
    "poor" INTEGER NOT NULL DEFAULT 0,
    "bad" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "join_attempts" INTEGER NOT NULL DEFAULT 0,
    "joins" INTEGER NOT NULL DEFAULT 0,
    "join_failures" INTEGER NOT NULL DEFAULT 0,
    "drops" INTEGER NOT NULL DEFAULT 0,
    "reports" INTEGER NOT NULL DEFAULT 0,
    "score_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "score_count" INTEGER NOT NULL DEFAULT 0,
    "score_histogram" INTEGER[],
    "good_minutes" INTEGER NOT NULL DEFAULT 0,
    "fair_minutes" INTEGER NOT NULL DEFAULT 0,
    "poor_minutes" INTEGER NOT NULL DEFAULT 0,
    "bad_minutes" INTEGER NOT NULL DEFAULT 0,
    "model" TEXT NOT NULL,

    CONSTRAINT "pulse_1m_pkey" PRIMARY KEY ("customer_id","app_id","dimension","value","bucket")
);

-- CreateTable
CREATE TABLE "pulse_1h" (
    "customer_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "participants" INTEGER NOT NULL DEFAULT 0,
    "good" INTEGER NOT NULL DEFAULT 0,
    "fair" INTEGER NOT NULL DEFAULT 0,
    "poor" INTEGER NOT NULL DEFAULT 0,
    "bad" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "join_attempts" INTEGER NOT NULL DEFAULT 0,
    "joins" INTEGER NOT NULL DEFAULT 0,
    "join_failures" INTEGER NOT NULL DEFAULT 0,
    "drops" INTEGER NOT NULL DEFAULT 0,
    "reports" INTEGER NOT NULL DEFAULT 0,
    "score_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "score_count" INTEGER NOT NULL DEFAULT 0,
    "score_histogram" INTEGER[],
    "good_minutes" INTEGER NOT NULL DEFAULT 0,
    "fair_minutes" INTEGER NOT NULL DEFAULT 0,
    "poor_minutes" INTEGER NOT NULL DEFAULT 0,
    "bad_minutes" INTEGER NOT NULL DEFAULT 0,
    "model" TEXT NOT NULL,

    CONSTRAINT "pulse_1h_pkey" PRIMARY KEY ("customer_id","app_id","dimension","value","bucket")
);

-- CreateTable
CREATE TABLE "ingest_account" (
    "customer_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "outcome" TEXT NOT NULL,
    "items" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ingest_account_pkey" PRIMARY KEY ("customer_id","app_id","hour","outcome")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_slug_key" ON "customer"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_id_key" ON "app"("id");

-- CreateIndex
CREATE UNIQUE INDEX "app_customer_id_slug_key" ON "app"("customer_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_key_hash_key" ON "app_key"("hash");

-- CreateIndex
CREATE INDEX "app_key_customer_id_app_id_idx" ON "app_key"("customer_id", "app_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_email_key" ON "member"("email");

-- CreateIndex
CREATE INDEX "membership_member_id_idx" ON "membership"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_member_id_idx" ON "sign_in"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_id_key" ON "session"("id");

-- CreateIndex
CREATE INDEX "session_customer_id_started_at_id_idx" ON "session"("customer_id", "started_at" DESC, "id");

-- CreateIndex
CREATE INDEX "session_customer_id_app_id_external_id_started_at_idx" ON "session"("customer_id", "app_id", "external_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "participant_id_key" ON "participant"("id");

-- CreateIndex
CREATE UNIQUE INDEX "participant_customer_id_session_id_external_id_key" ON "participant"("customer_id", "session_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "boot_no_key" ON "boot"("no");

-- CreateIndex
CREATE INDEX "boot_customer_id_participant_id_idx" ON "boot"("customer_id", "participant_id");

-- CreateIndex
CREATE UNIQUE INDEX "boot_app_id_boot_id_session_key_participant_key_key" ON "boot"("app_id", "boot_id", "session_key", "participant_key");

-- CreateIndex
CREATE INDEX "connection_customer_id_session_id_idx" ON "connection"("customer_id", "session_id");

-- CreateIndex
CREATE INDEX "pulse_10s_bucket_idx" ON "pulse_10s"("bucket");

-- CreateIndex
CREATE INDEX "pulse_1m_bucket_idx" ON "pulse_1m"("bucket");

-- CreateIndex
CREATE INDEX "pulse_1h_bucket_idx" ON "pulse_1h"("bucket");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at" DESC);

-- CreateIndex
CREATE INDEX "audit_customer_id_at_idx" ON "audit"("customer_id", "at" DESC);

-- AddForeignKey
ALTER TABLE "app" ADD CONSTRAINT "app_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_key" ADD CONSTRAINT "app_key_customer_id_app_id_fkey" FOREIGN KEY ("customer_id", "app_id") REFERENCES "app"("customer_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_customer_id_app_id_fkey" FOREIGN KEY ("customer_id", "app_id") REFERENCES "app"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_customer_id_session_id_fkey" FOREIGN KEY ("customer_id", "session_id") REFERENCES "session"("customer_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on: what the Prisma schema cannot say. Its diff neither sees nor undoes any of it
-- (partitioning, partial indexes, roles, grants, row-level security, functions).

-- One live session per name, however many engines try at once.
CREATE UNIQUE INDEX "session_one_live" ON "session" ("customer_id", "app_id", "external_id") WHERE "state" = 'live';
CREATE INDEX "session_live_last_report" ON "session" ("last_report_at") WHERE "state" = 'live';

-- Roles. Processes connect as the DATABASE_URL user and assume one of these; none owns a table or can bypass
-- row-level security.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['earshot_ingest', 'earshot_web', 'earshot_worker', 'earshot_customer'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', name);
      END IF;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'Earshot needs the database role %, and % may not create roles. As an administrator run: ALTER ROLE % CREATEROLE', name, current_user, current_user;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', name);
    EXCEPTION WHEN insufficient_privilege THEN
      IF NOT pg_has_role(current_user, name, 'MEMBER') THEN
        RAISE EXCEPTION 'Earshot must act as the database role %. As an administrator run: GRANT % TO %', name, name, current_user;
      END IF;
    END;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO earshot_ingest, earshot_web, earshot_worker, earshot_customer;

-- Whose rows this transaction may see: set by `set_config('app.tenants', …, true)`. Unset or '' means nobody's.
CREATE FUNCTION earshot_tenants() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(current_setting('app.tenants', true), ',')::uuid[] $$;

-- Who is signing in: set by `set_config('app.member', …, true)` when there are no tenants yet.
CREATE FUNCTION earshot_member() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.member', true), '')::uuid $$;

CREATE FUNCTION earshot_member_is_admin() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT FROM "member" WHERE "id" = earshot_member() AND "role" = 'admin' AND "disabled_at" IS NULL) $$;

-- Puts a table that has customer_id behind the wall. Every later migration that makes one calls this.
CREATE FUNCTION earshot_protect(tenant_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('CREATE POLICY web_own_tenants ON %s TO earshot_web USING (customer_id = ANY (earshot_tenants())) WITH CHECK (customer_id = ANY (earshot_tenants()))', tenant_table);
  EXECUTE format('CREATE POLICY customer_reads_own ON %s FOR SELECT TO earshot_customer USING (customer_id = ANY (earshot_tenants()))', tenant_table);
  EXECUTE format('CREATE POLICY ingest_all ON %s TO earshot_ingest USING (true) WITH CHECK (true)', tenant_table);
  EXECUTE format('CREATE POLICY worker_all ON %s TO earshot_worker USING (true) WITH CHECK (true)', tenant_table);
END $$;
REVOKE EXECUTE ON FUNCTION earshot_protect(regclass) FROM PUBLIC;

SELECT earshot_protect("tenant_table"::regclass) FROM unnest(ARRAY[
  'app', 'app_key', 'membership', 'session', 'participant', 'boot', 'connection', 'telemetry', 'event',
  'participant_minute', 'pulse_10s', 'pulse_1m', 'pulse_1h', 'ingest_account'
]) AS "tenant_table";

-- A member who is signing in may read which customers are theirs.
CREATE POLICY web_own_membership ON "membership" FOR SELECT TO earshot_web USING ("member_id" = earshot_member());

-- A customer is its own tenant; an administrator who is signing in reads the list of all.
ALTER TABLE "customer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "customer" FORCE ROW LEVEL SECURITY;
CREATE POLICY web_own_tenants ON "customer" TO earshot_web USING ("id" = ANY (earshot_tenants())) WITH CHECK ("id" = ANY (earshot_tenants()));
CREATE POLICY web_admin_lists ON "customer" FOR SELECT TO earshot_web USING ((SELECT earshot_member_is_admin()));
CREATE POLICY customer_reads_own ON "customer" FOR SELECT TO earshot_customer USING ("id" = ANY (earshot_tenants()));
CREATE POLICY ingest_all ON "customer" TO earshot_ingest USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON "customer" TO earshot_worker USING (true) WITH CHECK (true);

-- The audit trail: anybody may add for the installation, only administrators read that part; nobody changes it.
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit" FORCE ROW LEVEL SECURITY;
CREATE POLICY web_reads_own ON "audit" FOR SELECT TO earshot_web USING ("customer_id" = ANY (earshot_tenants()));
CREATE POLICY web_admin_reads_installation ON "audit" FOR SELECT TO earshot_web USING ("customer_id" IS NULL AND (SELECT earshot_member_is_admin()));
CREATE POLICY web_adds ON "audit" FOR INSERT TO earshot_web WITH CHECK ("customer_id" IS NULL OR "customer_id" = ANY (earshot_tenants()));
CREATE POLICY worker_all ON "audit" TO earshot_worker USING (true) WITH CHECK (true);

-- Grants: what each role's work needs and nothing else. Nobody but the owner has DDL.
GRANT SELECT ON "customer", "app", "app_key", "session", "participant", "boot", "connection", "telemetry", "event", "participant_minute", "pulse_10s", "ingest_account" TO earshot_ingest;
GRANT UPDATE ("last_used_at") ON "app_key" TO earshot_ingest;
GRANT INSERT, UPDATE ON "session", "participant", "boot", "connection", "participant_minute", "pulse_10s", "ingest_account" TO earshot_ingest;
GRANT INSERT ON "telemetry", "event" TO earshot_ingest;
GRANT USAGE ON SEQUENCE "boot_no_seq" TO earshot_ingest, earshot_worker;

GRANT SELECT ON "customer", "app", "app_key", "member", "membership", "sign_in", "session", "participant", "boot", "connection", "telemetry", "event", "participant_minute", "pulse_10s", "pulse_1m", "pulse_1h", "ingest_account", "audit" TO earshot_web;
GRANT INSERT, UPDATE ON "customer", "app", "app_key", "member", "membership", "sign_in" TO earshot_web;
GRANT DELETE ON "membership", "sign_in" TO earshot_web;
GRANT INSERT ON "audit" TO earshot_web;

GRANT SELECT ON "customer", "app", "session", "participant", "boot", "connection", "telemetry", "event", "participant_minute", "pulse_10s", "pulse_1m", "pulse_1h", "ingest_account", "audit" TO earshot_worker;
GRANT INSERT, UPDATE ON "session", "participant", "boot", "connection", "participant_minute", "pulse_10s", "pulse_1m", "pulse_1h", "ingest_account" TO earshot_worker;
GRANT INSERT ON "event", "audit" TO earshot_worker;
GRANT DELETE ON "session", "participant", "boot", "connection", "pulse_10s", "pulse_1m", "pulse_1h", "ingest_account" TO earshot_worker;
GRANT SELECT ("id", "expires_at", "revoked_at"), DELETE ON "sign_in" TO earshot_worker;

GRANT SELECT ON "customer", "app", "session", "pulse_10s", "pulse_1m", "pulse_1h" TO earshot_customer;

-- Partitions by the day a session started. Made apart and then attached, so that writers never wait; nobody is
-- granted anything on them, rows are reached through the parent and its policies alone.
CREATE FUNCTION earshot_ensure_partitions(first_day date, days integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  parent text;
  wanted date;
  part text;
  made integer := 0;
BEGIN
  IF days < 1 OR days > 400 THEN RAISE EXCEPTION 'between 1 and 400 days, not %', days; END IF;
  PERFORM pg_advisory_xact_lock(4277009014);
  FOREACH parent IN ARRAY ARRAY['telemetry', 'event', 'participant_minute'] LOOP
    FOR wanted IN SELECT first_day + n FROM generate_series(0, days - 1) AS n LOOP
      part := parent || '_' || to_char(wanted, 'YYYYMMDD');
      CONTINUE WHEN to_regclass(part) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
      EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, earshot_ingest, earshot_web, earshot_worker, earshot_customer', part);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, wanted, wanted + 1);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- Drops the partitions of days before `before`. Even a mistaken caller cannot reach yesterday's data.
CREATE FUNCTION earshot_drop_partitions(parent text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  part text;
  dropped integer := 0;
BEGIN
  IF parent NOT IN ('telemetry', 'event', 'participant_minute') THEN RAISE EXCEPTION '% has no partitions', parent; END IF;
  IF before >= current_date THEN RAISE EXCEPTION 'refusing to drop days that are not over'; END IF;
  PERFORM pg_advisory_xact_lock(4277009014);
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass AND to_date(right(c.relname, 8), 'YYYYMMDD') < before
  LOOP
    EXECUTE format('DROP TABLE %I', part);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE EXECUTE ON FUNCTION earshot_ensure_partitions(date, integer), earshot_drop_partitions(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_ensure_partitions(date, integer), earshot_drop_partitions(text, date) TO earshot_worker;

SELECT earshot_ensure_partitions(current_date - 1, 9);
