-- CreateTable
CREATE TABLE "rule" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "pack_key" TEXT,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "severity" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_override" (
    "customer_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "enabled" BOOLEAN,
    "severity" TEXT,
    "patch" JSONB NOT NULL DEFAULT '{}',
    "base_version" INTEGER NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "rule_override_pkey" PRIMARY KEY ("customer_id","rule_id")
);

-- CreateTable
CREATE TABLE "rule_instance" (
    "customer_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "instance" TEXT NOT NULL,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "active_at" TIMESTAMPTZ(3),
    "fired_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "keep_firing_since" TIMESTAMPTZ(3),
    "last_value" DOUBLE PRECISION,
    "last_evaluated_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_ms" BIGINT NOT NULL DEFAULT 0,
    "missed_evaluations" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rule_instance_pkey" PRIMARY KEY ("customer_id","rule_id","instance")
);

-- CreateTable
CREATE TABLE "rule_health" (
    "customer_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 1,
    "quarantined" TIMESTAMPTZ(3),

    CONSTRAINT "rule_health_pkey" PRIMARY KEY ("customer_id","rule_id")
);

-- CreateTable
CREATE TABLE "work_lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "fence" BIGINT NOT NULL DEFAULT 1,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "progress" TIMESTAMPTZ(3),

    CONSTRAINT "work_lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "alert" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "rule_id" UUID,
    "rule_name" TEXT,
    "integration_id" UUID,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "app_id" UUID,
    "region" TEXT,
    "session_id" UUID,
    "value" DOUBLE PRECISION,
    "threshold" DOUBLE PRECISION,
    "unit" TEXT,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "flaps" INTEGER NOT NULL DEFAULT 0,
    "flapping_since" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" UUID,
    "acknowledged_name" TEXT,
    "first_human_ack_at" TIMESTAMPTZ(3),
    "first_notified_at" TIMESTAMPTZ(3),
    "ack_expires_at" TIMESTAMPTZ(3),
    "ack_reminder_at" TIMESTAMPTZ(3),
    "assignee_id" UUID,
    "assignee_name" TEXT,
    "snoozed_until" TIMESTAMPTZ(3),
    "snoozed_by" UUID,
    "snooze_severity" TEXT,
    "suppressed_by" JSONB NOT NULL DEFAULT '[]',
    "unsuppressed_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "resolve_reason" TEXT,
    "still_breaching" BOOLEAN NOT NULL DEFAULT false,
    "reopen_at" TIMESTAMPTZ(3),
    "reopen_window_ms" INTEGER NOT NULL DEFAULT 900000,
    "auto_resolve" BOOLEAN NOT NULL DEFAULT true,
    "blast" JSONB,
    "blast_at" TIMESTAMPTZ(3),
    "source_url" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "alert_event" (
    "customer_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT,
    "note" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,

    CONSTRAINT "alert_event_pkey" PRIMARY KEY ("customer_id","alert_id","seq")
);

-- CreateTable
CREATE TABLE "alert_note" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "member_name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "mentions" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "alert_note_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "alert_note_revision" (
    "customer_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "member_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_note_revision_pkey" PRIMARY KEY ("customer_id","note_id","version")
);

-- CreateTable
CREATE TABLE "silence" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "matchers" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "comment" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces" UUID,

    CONSTRAINT "silence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "matchers" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL,
    "starts_local" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "recurrence" JSONB,
    "until_at" TIMESTAMPTZ(3),
    "excuses_budget" BOOLEAN NOT NULL DEFAULT true,
    "created_by" UUID NOT NULL,
    "created_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "previous_until" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "last_received_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "integration_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "intake_delivery" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "delivery_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "content_type" TEXT NOT NULL DEFAULT '',
    "headers" JSONB NOT NULL DEFAULT '{}',
    "body" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "problem" TEXT,
    "results" JSONB NOT NULL DEFAULT '[]',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "processed_at" TIMESTAMPTZ(3),
    "duplicates" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "intake_delivery_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "grace_ms" INTEGER NOT NULL,
    "severity" TEXT NOT NULL DEFAULT 'major',
    "secret_hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "last_beat_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "channel" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "owner_id" UUID,
    "fallback_id" UUID,
    "budget_per_hour" INTEGER NOT NULL DEFAULT 60,
    "canary" BOOLEAN NOT NULL DEFAULT false,
    "canary_at" TIMESTAMPTZ(3),
    "broken_at" TIMESTAMPTZ(3),
    "broken_reason" TEXT,
    "paused_until" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "route" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "matchers" JSONB NOT NULL DEFAULT '[]',
    "group_by" TEXT[],
    "group_wait_ms" INTEGER NOT NULL DEFAULT 30000,
    "group_interval_ms" INTEGER NOT NULL DEFAULT 300000,
    "repeat_interval_ms" INTEGER NOT NULL DEFAULT 14400000,
    "channel_ids" UUID[],
    "policy_id" UUID,
    "send_resolved" BOOLEAN NOT NULL DEFAULT true,
    "go_on" BOOLEAN NOT NULL DEFAULT false,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "route_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inhibition" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "target" JSONB NOT NULL,
    "equal" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inhibition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_group" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "route_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "group_key" TEXT NOT NULL,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_tick_at" TIMESTAMPTZ(3),
    "delivered_firing" UUID[],
    "delivered_resolved" UUID[],
    "delivered_at" TIMESTAMPTZ(3),
    "pending_outbox_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "notification_group_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "escalation_policy" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "steps" JSONB NOT NULL DEFAULT '[]',
    "repeat" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "customer_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "policy" JSONB NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "loop" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'running',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_escalation_at" TIMESTAMPTZ(3),
    "next_escalation_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("customer_id","alert_id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "rotations" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_override" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_notification" (
    "member_id" UUID NOT NULL,
    "default_steps" JSONB NOT NULL DEFAULT '[]',
    "important_steps" JSONB NOT NULL DEFAULT '[]',
    "quiet_hours" JSONB,
    "sound" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_notification_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "slack_link" (
    "team_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_link_pkey" PRIMARY KEY ("team_id","slack_user_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "transition" TEXT NOT NULL,
    "channel_id" UUID,
    "member_id" UUID,
    "subject_id" UUID NOT NULL,
    "alert_ids" UUID[],
    "group_id" UUID,
    "idempotency_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "priority" INTEGER NOT NULL DEFAULT 5,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "possible_repeat" BOOLEAN NOT NULL DEFAULT false,
    "error_class" TEXT,
    "error" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "moved_to" UUID,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "outbox_id" UUID NOT NULL,
    "channel_id" UUID,
    "member_id" UUID,
    "alert_ids" UUID[],
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "error_class" TEXT,
    "answer" TEXT,
    "status_code" INTEGER,
    "duration_ms" INTEGER,
    "possible_repeat" BOOLEAN NOT NULL DEFAULT false,
    "destination" TEXT NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_thread" (
    "customer_id" UUID,
    "channel_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "reference" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_thread_pkey" PRIMARY KEY ("channel_id","subject_id")
);

-- CreateIndex
CREATE INDEX "rule_customer_id_idx" ON "rule"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_id_key" ON "alert"("id");

-- CreateIndex
CREATE INDEX "alert_customer_id_dedup_key_opened_at_idx" ON "alert"("customer_id", "dedup_key", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "alert_opened_at_idx" ON "alert"("opened_at" DESC);

-- CreateIndex
CREATE INDEX "alert_customer_id_rule_id_idx" ON "alert"("customer_id", "rule_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_event_id_key" ON "alert_event"("id");

-- CreateIndex
CREATE INDEX "alert_event_at_idx" ON "alert_event"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alert_note_id_key" ON "alert_note"("id");

-- CreateIndex
CREATE INDEX "alert_note_customer_id_alert_id_created_at_idx" ON "alert_note"("customer_id", "alert_id", "created_at");

-- CreateIndex
CREATE INDEX "silence_ends_at_idx" ON "silence"("ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "integration_id_key" ON "integration"("id");

-- CreateIndex
CREATE UNIQUE INDEX "intake_delivery_id_key" ON "intake_delivery"("id");

-- CreateIndex
CREATE INDEX "intake_delivery_customer_id_status_received_at_idx" ON "intake_delivery"("customer_id", "status", "received_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "intake_delivery_customer_id_integration_id_delivery_key_key" ON "intake_delivery"("customer_id", "integration_id", "delivery_key");

-- CreateIndex
CREATE UNIQUE INDEX "heartbeat_id_key" ON "heartbeat"("id");

-- CreateIndex
CREATE UNIQUE INDEX "heartbeat_secret_hash_key" ON "heartbeat"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "notification_group_id_key" ON "notification_group"("id");

-- CreateIndex
CREATE INDEX "notification_group_next_tick_at_idx" ON "notification_group"("next_tick_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_group_customer_id_route_id_channel_id_group_ke_key" ON "notification_group"("customer_id", "route_id", "channel_id", "group_key");

-- CreateIndex
CREATE INDEX "escalation_next_escalation_at_idx" ON "escalation"("next_escalation_at");

-- CreateIndex
CREATE INDEX "schedule_override_schedule_id_ends_at_idx" ON "schedule_override"("schedule_id", "ends_at");

-- CreateIndex
CREATE INDEX "slack_link_member_id_idx" ON "slack_link"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_idempotency_key_key" ON "outbox"("idempotency_key");

-- CreateIndex
CREATE INDEX "outbox_status_not_before_idx" ON "outbox"("status", "not_before");

-- CreateIndex
CREATE INDEX "outbox_subject_id_idx" ON "outbox"("subject_id");

-- CreateIndex
CREATE INDEX "delivery_customer_id_at_idx" ON "delivery"("customer_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_outbox_id_attempt_key" ON "delivery"("outbox_id", "attempt");

-- From here on: what the Prisma schema cannot say.

-- Puts a table whose rows belong to one customer, or (customer_id null) to the MSP, behind the wall. The MSP's rows are
-- read by every member of staff; only administrators may change them, and the transaction must say who asks
-- (`assumeMember`). Customers' own role sees none.
CREATE FUNCTION earshot_share(shared_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', shared_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', shared_table);
  EXECUTE format('CREATE POLICY web_own_tenants ON %s TO earshot_web USING (customer_id = ANY (earshot_tenants())) WITH CHECK (customer_id = ANY (earshot_tenants()))', shared_table);
  EXECUTE format('CREATE POLICY web_reads_msp ON %s FOR SELECT TO earshot_web USING (customer_id IS NULL AND cardinality(earshot_tenants()) > 0)', shared_table);
  EXECUTE format('CREATE POLICY web_admin_writes_msp ON %s TO earshot_web USING (customer_id IS NULL AND (SELECT earshot_member_is_admin())) WITH CHECK (customer_id IS NULL AND (SELECT earshot_member_is_admin()))', shared_table);
  EXECUTE format('CREATE POLICY ingest_all ON %s TO earshot_ingest USING (true) WITH CHECK (true)', shared_table);
  EXECUTE format('CREATE POLICY worker_all ON %s TO earshot_worker USING (true) WITH CHECK (true)', shared_table);
END $$;
REVOKE EXECUTE ON FUNCTION earshot_share(regclass) FROM PUBLIC;

SELECT earshot_protect("tenant_table"::regclass) FROM unnest(ARRAY[
  'rule_override', 'rule_instance', 'rule_health', 'alert', 'alert_event', 'alert_note', 'alert_note_revision',
  'integration', 'intake_delivery', 'heartbeat', 'notification_group', 'escalation'
]) AS "tenant_table";
SELECT earshot_share("shared_table"::regclass) FROM unnest(ARRAY[
  'rule', 'silence', 'maintenance', 'channel', 'route', 'inhibition', 'escalation_policy', 'outbox', 'delivery',
  'message_thread'
]) AS "shared_table";

-- At most one open episode per key, whoever tries at once.
CREATE UNIQUE INDEX "alert_one_open" ON "alert" ("customer_id", "dedup_key") WHERE "closed_at" IS NULL;
CREATE INDEX "alert_open" ON "alert" ("opened_at") WHERE "closed_at" IS NULL;
CREATE INDEX "alert_to_reopen" ON "alert" ("reopen_at") WHERE "reopen_at" IS NOT NULL;
CREATE UNIQUE INDEX "rule_pack_key" ON "rule" ("pack_key") WHERE "pack_key" IS NOT NULL AND "customer_id" IS NULL;
CREATE INDEX "intake_unprocessed" ON "intake_delivery" ("received_at") WHERE "status" = 'received';
CREATE INDEX "outbox_due" ON "outbox" ("not_before") WHERE "status" IN ('pending', 'leased');

-- The evaluator, the dispatcher and the senders are the worker.
GRANT SELECT, INSERT, UPDATE ON "rule", "rule_override", "alert", "alert_event", "intake_delivery", "heartbeat", "channel", "notification_group", "escalation", "outbox", "delivery", "message_thread", "work_lease" TO earshot_worker;
GRANT DELETE ON "alert", "alert_event", "alert_note", "alert_note_revision", "intake_delivery", "notification_group", "escalation", "outbox", "delivery", "message_thread", "silence", "maintenance", "schedule_override" TO earshot_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON "rule_instance", "rule_health" TO earshot_worker;
GRANT SELECT ON "alert_note", "alert_note_revision", "silence", "maintenance", "integration", "route", "inhibition", "escalation_policy", "schedule", "schedule_override", "member_notification", "slack_link", "finding", "fleet_finding", "membership" TO earshot_worker;
GRANT SELECT ("id", "email", "name", "role", "time_zone", "disabled_at") ON "member" TO earshot_worker;
-- Clicks in Slack and in mails act for the member they belong to.
GRANT INSERT, UPDATE ON "alert_note" TO earshot_worker;
GRANT INSERT, UPDATE, DELETE ON "slack_link" TO earshot_worker;

-- Outside monitors and heartbeats knock at ingest.
GRANT SELECT ON "integration", "heartbeat", "intake_delivery", "channel", "slack_link" TO earshot_ingest;
GRANT UPDATE ("last_received_at") ON "integration" TO earshot_ingest;
GRANT UPDATE ("last_beat_at") ON "heartbeat" TO earshot_ingest;
GRANT INSERT, UPDATE ON "intake_delivery" TO earshot_ingest;

-- People.
GRANT SELECT ON "rule", "rule_override", "rule_instance", "rule_health", "alert", "alert_event", "alert_note", "alert_note_revision", "silence", "maintenance", "integration", "intake_delivery", "heartbeat", "channel", "route", "inhibition", "notification_group", "escalation_policy", "escalation", "schedule", "schedule_override", "member_notification", "slack_link", "outbox", "delivery", "message_thread", "work_lease" TO earshot_web;
GRANT INSERT, UPDATE ON "rule", "rule_override", "rule_instance", "alert", "alert_note", "silence", "maintenance", "integration", "heartbeat", "channel", "route", "inhibition", "escalation_policy", "escalation", "schedule", "schedule_override", "member_notification", "slack_link" TO earshot_web;
GRANT INSERT ON "alert_event", "alert_note_revision", "outbox" TO earshot_web;
GRANT UPDATE ON "outbox", "intake_delivery" TO earshot_web;
GRANT DELETE ON "rule_override", "rule_health", "route", "inhibition", "schedule_override", "slack_link", "rule_instance" TO earshot_web;

-- What waits for these rows is woken when they are committed; who misses the call looks again by itself.
CREATE FUNCTION earshot_wake() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER "wake_rules" AFTER INSERT OR UPDATE ON "pulse_10s" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_data');
CREATE TRIGGER "wake_rules" AFTER INSERT OR UPDATE ON "finding" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_data');
CREATE TRIGGER "wake_rules" AFTER INSERT OR UPDATE ON "fleet_finding" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_data');
CREATE TRIGGER "wake_intake" AFTER INSERT ON "intake_delivery" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_intake');
CREATE TRIGGER "wake_senders" AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_outbox');

-- Ids alone: who may see the alert is decided by whoever is told.
CREATE FUNCTION earshot_tell_alert() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('earshot_alert', json_build_object('customerId', NEW.customer_id, 'alertId', NEW.alert_id, 'seq', NEW.seq, 'kind', NEW.kind)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_alert" AFTER INSERT ON "alert_event" FOR EACH ROW EXECUTE FUNCTION earshot_tell_alert();
