-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "address" TEXT;

-- CreateTable
CREATE TABLE "incident_status" (
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_status_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "incident_number" (
    "customer_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "incident_number_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "parent_incident" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "cause" TEXT NOT NULL DEFAULT '',
    "customer_ids" UUID[],
    "fleet_finding_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "created_name" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parent_incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "public_title" TEXT,
    "status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "proposal" JSONB,
    "opened_by" TEXT NOT NULL,
    "incident_rule_id" UUID,
    "parent_id" UUID,
    "merged_into" UUID,
    "auto_resolve" TEXT NOT NULL DEFAULT 'never',
    "component_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "component_impact" TEXT,
    "app_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "regions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "lead_id" UUID,
    "lead_name" TEXT,
    "communications_id" UUID,
    "communications_name" TEXT,
    "next_update_due_at" TIMESTAMPTZ(3),
    "impact_started_at" TIMESTAMPTZ(3),
    "detected_at" TIMESTAMPTZ(3),
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "first_notified_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "mitigated_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "impact_ended_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "customer_contact_at" TIMESTAMPTZ(3),
    "cause_category" TEXT,
    "cause_text" TEXT NOT NULL DEFAULT '',
    "impact" JSONB,
    "impact_at" TIMESTAMPTZ(3),
    "impact_minutes" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3),
    "ticket_url" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "created_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "incident_event" (
    "customer_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "note" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("customer_id","incident_id","seq")
);

-- CreateTable
CREATE TABLE "incident_alert" (
    "customer_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "attached_at" TIMESTAMPTZ(3) NOT NULL,
    "attached_by" UUID,
    "detached_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_alert_pkey" PRIMARY KEY ("customer_id","incident_id","alert_id")
);

-- CreateTable
CREATE TABLE "incident_session" (
    "customer_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "linked_by" UUID,
    "linked_name" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "unlinked_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_session_pkey" PRIMARY KEY ("customer_id","incident_id","session_id")
);

-- CreateTable
CREATE TABLE "incident_note" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "member_name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "mentions" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_note_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "incident_note_revision" (
    "customer_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "member_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_note_revision_pkey" PRIMARY KEY ("customer_id","note_id","version")
);

-- CreateTable
CREATE TABLE "incident_update" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "public_status" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "notify" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "written_from" TEXT NOT NULL DEFAULT 'hand',
    "created_by" UUID,
    "created_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "published_by" UUID,
    "published_name" TEXT,
    "edited_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_update_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "incident_update_revision" (
    "customer_id" UUID NOT NULL,
    "update_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "member_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_update_revision_pkey" PRIMARY KEY ("customer_id","update_id","version")
);

-- CreateTable
CREATE TABLE "update_template" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "public_status" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "update_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_mark" (
    "customer_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "line" TEXT NOT NULL,
    "starred_at" TIMESTAMPTZ(3),
    "starred_name" TEXT,
    "proof" JSONB,

    CONSTRAINT "incident_mark_pkey" PRIMARY KEY ("customer_id","incident_id","line")
);

-- CreateTable
CREATE TABLE "incident_rule" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "matchers" JSONB NOT NULL DEFAULT '[]',
    "min_severity" TEXT NOT NULL DEFAULT 'critical',
    "after_ms" INTEGER NOT NULL DEFAULT 120000,
    "severity" TEXT,
    "auto_resolve" TEXT NOT NULL DEFAULT 'all',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_review" (
    "customer_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "sections" JSONB NOT NULL DEFAULT '{}',
    "factors" JSONB NOT NULL DEFAULT '[]',
    "tasks" JSONB NOT NULL DEFAULT '[]',
    "due_at" TIMESTAMPTZ(3),
    "reviewed_at" TIMESTAMPTZ(3),
    "shared_at" TIMESTAMPTZ(3),
    "public_text" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_name" TEXT NOT NULL,

    CONSTRAINT "incident_review_pkey" PRIMARY KEY ("customer_id","incident_id")
);

-- CreateTable
CREATE TABLE "corrective_action" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "owner_id" UUID,
    "owner_name" TEXT,
    "due_on" DATE,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decline_reason" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "check" JSONB,
    "check_state" TEXT NOT NULL DEFAULT 'none',
    "check_until" TIMESTAMPTZ(3),
    "recurred_at" TIMESTAMPTZ(3),
    "recurred_by" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "reminded_at" TIMESTAMPTZ(3),
    "ticket_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "corrective_action_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "contract" (
    "customer_id" UUID NOT NULL,
    "tier" TEXT NOT NULL DEFAULT 'standard',
    "uptime_target" DOUBLE PRECISION NOT NULL DEFAULT 0.999,
    "call_success_target" DOUBLE PRECISION NOT NULL DEFAULT 0.95,
    "excuses_maintenance" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "status_page" (
    "customer_id" UUID NOT NULL,
    "accent" TEXT,
    "logo" BYTEA,
    "logo_type" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "shows_sessions" BOOLEAN NOT NULL DEFAULT false,
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "address_version" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "status_page_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "component" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "app_id" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "component_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "component_span" (
    "customer_id" UUID NOT NULL,
    "component_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "because" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "component_span_pkey" PRIMARY KEY ("customer_id","component_id","started_at")
);

-- CreateTable
CREATE TABLE "uptime_month" (
    "customer_id" UUID NOT NULL,
    "component_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "up_ms" BIGINT NOT NULL,
    "down_ms" BIGINT NOT NULL,
    "unknown_ms" BIGINT NOT NULL,
    "maintenance_ms" BIGINT NOT NULL,
    "uptime_ratio" DOUBLE PRECISION,
    "good_calls" INTEGER NOT NULL DEFAULT 0,
    "eligible_calls" INTEGER NOT NULL DEFAULT 0,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "corrections" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "uptime_month_pkey" PRIMARY KEY ("customer_id","component_id","month")
);

-- CreateTable
CREATE TABLE "status_subscription" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "component_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID,
    "asked_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "status_subscription_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "status_signal" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID,
    "kind" TEXT NOT NULL,
    "member_id" UUID,
    "member_name" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "status_signal_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "pulse_1d" (
    "customer_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "join_attempts" INTEGER NOT NULL DEFAULT 0,
    "joins" INTEGER NOT NULL DEFAULT 0,
    "join_failures" INTEGER NOT NULL DEFAULT 0,
    "drops" INTEGER NOT NULL DEFAULT 0,
    "reports" BIGINT NOT NULL DEFAULT 0,
    "score_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "score_count" INTEGER NOT NULL DEFAULT 0,
    "good_minutes" INTEGER NOT NULL DEFAULT 0,
    "fair_minutes" INTEGER NOT NULL DEFAULT 0,
    "poor_minutes" INTEGER NOT NULL DEFAULT 0,
    "bad_minutes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pulse_1d_pkey" PRIMARY KEY ("customer_id","app_id","day")
);

-- CreateTable
CREATE TABLE "report_schedule" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recipients" TEXT[],
    "day_of_month" INTEGER NOT NULL DEFAULT 1,
    "time_zone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "told_for" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "invite" (
    "customer_id" UUID,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "role" "MemberRole" NOT NULL,
    "customer_ids" UUID[],
    "invited_by" UUID,
    "invited_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oidc_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oidc_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "customer_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "parent_incident_reference_key" ON "parent_incident"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "incident_id_key" ON "incident"("id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_reference_key" ON "incident"("reference");

-- CreateIndex
CREATE INDEX "incident_customer_id_declared_at_idx" ON "incident"("customer_id", "declared_at" DESC);

-- CreateIndex
CREATE INDEX "incident_declared_at_id_idx" ON "incident"("declared_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incident_parent_id_idx" ON "incident"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_customer_id_number_key" ON "incident"("customer_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "incident_event_id_key" ON "incident_event"("id");

-- CreateIndex
CREATE INDEX "incident_event_at_idx" ON "incident_event"("at" DESC);

-- CreateIndex
CREATE INDEX "incident_alert_customer_id_alert_id_idx" ON "incident_alert"("customer_id", "alert_id");

-- CreateIndex
CREATE INDEX "incident_session_customer_id_session_id_idx" ON "incident_session"("customer_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_note_id_key" ON "incident_note"("id");

-- CreateIndex
CREATE INDEX "incident_note_customer_id_incident_id_created_at_idx" ON "incident_note"("customer_id", "incident_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_update_id_key" ON "incident_update"("id");

-- CreateIndex
CREATE INDEX "incident_update_customer_id_incident_id_posted_at_idx" ON "incident_update"("customer_id", "incident_id", "posted_at");

-- CreateIndex
CREATE UNIQUE INDEX "corrective_action_id_key" ON "corrective_action"("id");

-- CreateIndex
CREATE INDEX "corrective_action_customer_id_incident_id_idx" ON "corrective_action"("customer_id", "incident_id");

-- CreateIndex
CREATE INDEX "corrective_action_status_due_on_idx" ON "corrective_action"("status", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "component_id_key" ON "component"("id");

-- CreateIndex
CREATE INDEX "component_span_customer_id_started_at_idx" ON "component_span"("customer_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "status_subscription_id_key" ON "status_subscription"("id");

-- CreateIndex
CREATE UNIQUE INDEX "status_subscription_customer_id_email_key" ON "status_subscription"("customer_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "status_signal_id_key" ON "status_signal"("id");

-- CreateIndex
CREATE INDEX "status_signal_customer_id_at_idx" ON "status_signal"("customer_id", "at" DESC);

-- CreateIndex
CREATE INDEX "pulse_1d_day_idx" ON "pulse_1d"("day");

-- CreateIndex
CREATE UNIQUE INDEX "report_schedule_id_key" ON "report_schedule"("id");

-- CreateIndex
CREATE INDEX "invite_customer_id_created_at_idx" ON "invite"("customer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "password_reset_member_id_created_at_idx" ON "password_reset"("member_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "oidc_identity_member_id_idx" ON "oidc_identity"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_member_id_idx" ON "api_token"("member_id");

-- Hand-finished ------------------------------------------------------------------------------------------------------

CREATE SEQUENCE "parent_incident_number_seq";
INSERT INTO "incident_status" ("key", "label", "updated_at") VALUES
  ('triage', 'Triage', now()), ('investigating', 'Investigating', now()), ('identified', 'Identified', now()),
  ('monitoring', 'Monitoring', now()), ('resolved', 'Resolved', now()), ('post-incident', 'Learning', now()),
  ('closed', 'Closed', now()), ('declined', 'Declined', now()), ('merged', 'Merged', now()),
  ('cancelled', 'Cancelled', now());

SELECT earshot_protect("tenant_table"::regclass) FROM unnest(ARRAY[
  'incident_number', 'incident', 'incident_event', 'incident_alert', 'incident_session', 'incident_note',
  'incident_note_revision', 'incident_update', 'incident_update_revision', 'incident_mark', 'incident_review',
  'corrective_action', 'contract', 'status_page', 'component', 'component_span', 'uptime_month', 'status_subscription',
  'status_signal', 'pulse_1d', 'report_schedule'
]) AS "tenant_table";
SELECT earshot_share("shared_table"::regclass) FROM unnest(ARRAY['update_template', 'incident_rule', 'invite']) AS "shared_table";

-- A customer reads what was published for it, and no column that is ours alone.
DROP POLICY customer_reads_own ON "incident";
CREATE POLICY customer_reads_published ON "incident" FOR SELECT TO earshot_customer
  USING ("customer_id" = ANY (earshot_tenants()) AND "published_at" IS NOT NULL);
GRANT SELECT ("customer_id", "id", "number", "reference", "public_title", "status", "severity", "component_ids",
  "component_impact", "impact_started_at", "resolved_at", "impact_ended_at", "published_at", "simulated") ON "incident" TO earshot_customer;
DROP POLICY customer_reads_own ON "incident_update";
CREATE POLICY customer_reads_published ON "incident_update" FOR SELECT TO earshot_customer
  USING ("customer_id" = ANY (earshot_tenants()) AND "state" = 'published');
GRANT SELECT ("customer_id", "id", "incident_id", "public_status", "body", "posted_at", "edited_at", "published_at", "state") ON "incident_update" TO earshot_customer;
DROP POLICY customer_reads_own ON "incident_review";
CREATE POLICY customer_reads_shared ON "incident_review" FOR SELECT TO earshot_customer
  USING ("customer_id" = ANY (earshot_tenants()) AND "shared_at" IS NOT NULL);
GRANT SELECT ("customer_id", "incident_id", "shared_at", "public_text") ON "incident_review" TO earshot_customer;
GRANT SELECT ON "contract", "component", "uptime_month", "pulse_1d", "pulse_1m", "pulse_1h" TO earshot_customer;
GRANT SELECT ("customer_id", "component_id", "started_at", "ended_at", "state", "seen_at") ON "component_span" TO earshot_customer;
GRANT SELECT ("customer_id", "accent", "logo", "logo_type", "settings", "shows_sessions", "is_public", "address_version") ON "status_page" TO earshot_customer;
-- Maintenance is the MSP's or the customer's own; matchers may name others, so they are not read.
CREATE POLICY customer_reads_own ON "maintenance" FOR SELECT TO earshot_customer
  USING ("customer_id" = ANY (earshot_tenants()));
GRANT SELECT ("customer_id", "id", "name", "time_zone", "starts_local", "duration_ms", "recurrence", "until_at", "excuses_budget", "ended_at", "created_at") ON "maintenance" TO earshot_customer;

-- A parent names several customers: whoever may not see all of them sees none of it.
ALTER TABLE "parent_incident" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "parent_incident" FORCE ROW LEVEL SECURITY;
CREATE POLICY web_all_of_them ON "parent_incident" TO earshot_web
  USING ("customer_ids" <@ earshot_tenants()) WITH CHECK ("customer_ids" <@ earshot_tenants());
CREATE POLICY worker_all ON "parent_incident" TO earshot_worker USING (true) WITH CHECK (true);

CREATE UNIQUE INDEX "incident_alert_one" ON "incident_alert" ("customer_id", "alert_id") WHERE "detached_at" IS NULL;
CREATE INDEX "incident_open" ON "incident" ("declared_at") WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "component_span_open" ON "component_span" ("customer_id", "component_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "component_one" ON "component" ("customer_id", "kind", coalesce("region", ''), coalesce("app_id", '00000000-0000-0000-0000-000000000000'));
CREATE INDEX "incident_update_untold" ON "incident_update" ("published_at") WHERE "told_at" IS NULL AND "state" = 'published';
CREATE INDEX "invite_untold" ON "invite" ("created_at") WHERE "told_at" IS NULL;
CREATE INDEX "password_reset_untold" ON "password_reset" ("created_at") WHERE "told_at" IS NULL;

-- People.
GRANT SELECT, INSERT, UPDATE ON "incident_number", "incident", "incident_alert", "incident_session", "incident_note", "incident_update", "incident_mark", "incident_rule", "incident_review", "corrective_action", "parent_incident", "update_template", "contract", "status_page", "component", "status_subscription", "report_schedule", "invite", "password_reset", "oidc_identity", "api_token" TO earshot_web;
GRANT SELECT, INSERT ON "incident_event", "incident_note_revision", "incident_update_revision", "status_signal" TO earshot_web;
GRANT SELECT, UPDATE ON "incident_status" TO earshot_web;
GRANT SELECT ON "component_span", "uptime_month", "pulse_1d" TO earshot_web;
GRANT UPDATE ON "uptime_month" TO earshot_web;
GRANT DELETE ON "oidc_identity", "report_schedule", "component", "incident_update" TO earshot_web;
GRANT USAGE ON SEQUENCE "parent_incident_number_seq" TO earshot_web, earshot_worker;
-- What happens by itself.
GRANT SELECT, INSERT, UPDATE ON "incident_number", "incident", "incident_event", "incident_alert", "incident_session", "incident_review", "corrective_action", "component", "component_span", "uptime_month", "status_subscription", "pulse_1d", "report_schedule" TO earshot_worker;
GRANT SELECT, UPDATE ON "incident_update", "invite", "password_reset" TO earshot_worker;
GRANT SELECT ON "incident_status", "incident_note", "incident_mark", "incident_rule", "parent_incident", "update_template", "contract", "status_page", "status_signal" TO earshot_worker;
GRANT DELETE ON "password_reset", "component_span", "status_signal" TO earshot_worker;
GRANT UPDATE ON "session" TO earshot_worker;

-- Ids alone, as for alerts.
CREATE FUNCTION earshot_tell_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('earshot_incident', json_build_object('customerId', NEW.customer_id, 'incidentId', NEW.incident_id, 'seq', NEW.seq, 'kind', NEW.kind)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "tell_incident" AFTER INSERT ON "incident_event" FOR EACH ROW EXECUTE FUNCTION earshot_tell_incident();
CREATE TRIGGER "wake_mails" AFTER INSERT OR UPDATE ON "incident_update" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_mail');
CREATE TRIGGER "wake_mails" AFTER INSERT ON "invite" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_mail');
CREATE TRIGGER "wake_mails" AFTER INSERT ON "password_reset" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_mail');
CREATE TRIGGER "wake_mails" AFTER INSERT OR UPDATE ON "status_subscription" FOR EACH STATEMENT EXECUTE FUNCTION earshot_wake('earshot_mail');
