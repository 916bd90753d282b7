-- AlterTable
ALTER TABLE "session" ADD COLUMN     "unpinned_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "frozen_telemetry" (
    "customer_id" UUID NOT NULL,
    "participant_id" UUID NOT NULL,
    "boot_no" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "session_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "frozen_telemetry_pkey" PRIMARY KEY ("customer_id","participant_id","boot_no","seq","day")
);

-- CreateTable
CREATE TABLE "frozen_event" (
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

    CONSTRAINT "frozen_event_pkey" PRIMARY KEY ("customer_id","session_id","participant_id","boot_no","seq","day")
);

-- CreateTable
CREATE TABLE "frozen_minute" (
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

    CONSTRAINT "frozen_minute_pkey" PRIMARY KEY ("customer_id","participant_id","minute","day")
);

-- What the Prisma schema cannot say.
SELECT earshot_protect("tenant_table"::regclass) FROM unnest(ARRAY['frozen_telemetry', 'frozen_event', 'frozen_minute']) AS "tenant_table";

-- The few calls that somebody keeps, or kept until lately: found by the day whose partition is about to go.
CREATE INDEX "session_kept" ON "session" ("day") WHERE "pinned_at" IS NOT NULL OR "unpinned_at" IS NOT NULL;

GRANT UPDATE ("unpinned_at") ON "session" TO earshot_web;
GRANT SELECT ON "frozen_telemetry", "frozen_event", "frozen_minute" TO earshot_web, earshot_worker;
GRANT INSERT, DELETE ON "frozen_telemetry", "frozen_event", "frozen_minute" TO earshot_worker;

-- Days are dropped one at a time from here on, so that what is pinned can be copied in the same transaction. The
-- worker copies with its own rights: the owner, who drops, may be one that the wall lets see no row.
DROP FUNCTION earshot_drop_partitions(text, date);

-- The days before `before` that still have a partition, oldest first. Materialised, or the planner may read a date
-- out of the name of every relation there is.
CREATE FUNCTION earshot_expired_days(parent text, before date) RETURNS SETOF date
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  IF parent NOT IN ('telemetry', 'event', 'participant_minute') THEN RAISE EXCEPTION '% has no partitions', parent; END IF;
  IF before >= current_date THEN RAISE EXCEPTION 'refusing to drop days that are not over'; END IF;
  RETURN QUERY
    WITH parts AS MATERIALIZED (
      SELECT right(c.relname, 8) AS named FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = parent::regclass
    )
    SELECT to_date(named, 'YYYYMMDD') FROM parts WHERE to_date(named, 'YYYYMMDD') < before ORDER BY 1;
END $$;

-- Holds a day until the transaction ends: it can be read, but nothing is added to it. False when there is no such
-- partition, or another worker is at work.
CREATE FUNCTION earshot_hold_day(parent text, held date) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  part text := parent || '_' || to_char(held, 'YYYYMMDD');
BEGIN
  IF parent NOT IN ('telemetry', 'event', 'participant_minute') THEN RAISE EXCEPTION '% has no partitions', parent; END IF;
  IF NOT pg_try_advisory_xact_lock(4277009015) THEN RETURN false; END IF;
  IF to_regclass(part) IS NULL THEN RETURN false; END IF;
  EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', part);
  RETURN true;
END $$;

-- Drops one day. Even a mistaken caller cannot reach yesterday's data.
CREATE FUNCTION earshot_drop_day(parent text, gone date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
  IF parent NOT IN ('telemetry', 'event', 'participant_minute') THEN RAISE EXCEPTION '% has no partitions', parent; END IF;
  IF gone >= current_date - 1 THEN RAISE EXCEPTION 'refusing to drop days that are not over'; END IF;
  PERFORM pg_advisory_xact_lock(4277009014);
  EXECUTE format('DROP TABLE %I', parent || '_' || to_char(gone, 'YYYYMMDD'));
END $$;

REVOKE EXECUTE ON FUNCTION earshot_expired_days(text, date), earshot_hold_day(text, date), earshot_drop_day(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_expired_days(text, date), earshot_hold_day(text, date), earshot_drop_day(text, date) TO earshot_worker;
