CREATE TABLE "alerts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"is_latest" boolean DEFAULT true NOT NULL,
	"group_key" text NOT NULL,
	"discipline" text NOT NULL,
	"severity" smallint NOT NULL,
	"source_severity" text,
	"state" text NOT NULL,
	"condition" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"external_id" text,
	"asset" text,
	"category" text NOT NULL,
	"rule" text,
	"url" text,
	"observables" jsonb NOT NULL,
	"techniques" text[] NOT NULL,
	"labels" jsonb NOT NULL,
	"flags" text[] NOT NULL,
	"occurred_at" timestamptz,
	"first_seen_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz NOT NULL,
	"count" integer NOT NULL,
	"episode" integer DEFAULT 1 NOT NULL,
	"cleared_at" timestamptz,
	"incident_id" uuid,
	"assignee_id" uuid,
	"assignee_name" text,
	"snoozed_until" timestamptz,
	"disposition" text,
	"close_comment" text,
	"closed_at" timestamptz,
	"previous_alert_id" uuid,
	"due_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "alerts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant_counters" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"next" integer NOT NULL,
	CONSTRAINT "tenant_counters_tenant_id_kind_pk" PRIMARY KEY("tenant_id","kind")
);
--> statement-breakpoint
ALTER TABLE "tenant_counters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"client_id" uuid,
	"created_at" timestamptz NOT NULL,
	"last_used_at" timestamptz,
	"expires_at" timestamptz,
	"revoked_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"role" text NOT NULL,
	"discipline" text,
	"tier" smallint,
	"client_id" uuid,
	"disabled_at" timestamptz,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_timeline" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"kind" text NOT NULL,
	"lane" text NOT NULL,
	"actor" jsonb NOT NULL,
	"text" text,
	"data" jsonb NOT NULL,
	CONSTRAINT "incident_timeline_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "incident_timeline" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incidents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"flavour" text NOT NULL,
	"discipline" text NOT NULL,
	"priority" smallint NOT NULL,
	"severity" smallint NOT NULL,
	"stage" text NOT NULL,
	"group_key" text,
	"opened_by" text NOT NULL,
	"owner_id" uuid,
	"owner_name" text,
	"shared_at" timestamptz,
	"opened_at" timestamptz NOT NULL,
	"acknowledged_at" timestamptz,
	"first_resolved_at" timestamptz,
	"resolved_at" timestamptz,
	"resolution" text,
	"alert_count" integer NOT NULL,
	"last_activity_at" timestamptz NOT NULL,
	"due_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "incidents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_clocks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid,
	"alert_id" uuid,
	"metric" text NOT NULL,
	"priority" smallint NOT NULL,
	"target_seconds" integer NOT NULL,
	"started_at" timestamptz NOT NULL,
	"due_at" timestamptz NOT NULL,
	"stopped_at" timestamptz,
	"paused_seconds" integer DEFAULT 0 NOT NULL,
	"cancelled_at" timestamptz,
	CONSTRAINT "sla_clocks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "sla_clocks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"adapter" text NOT NULL,
	"received_at" timestamptz NOT NULL,
	"content_type" text,
	"body_encoding" text NOT NULL,
	"body" text NOT NULL,
	"outcome" text NOT NULL,
	"note" text,
	"processed_at" timestamptz NOT NULL,
	CONSTRAINT "deliveries_tenant_id_id_received_at_pk" PRIMARY KEY("tenant_id","id","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "delivery_keys" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"delivery_id" uuid NOT NULL,
	"received_at" timestamptz NOT NULL,
	CONSTRAINT "delivery_keys_tenant_id_source_id_key_hash_pk" PRIMARY KEY("tenant_id","source_id","key_hash")
);
--> statement-breakpoint
ALTER TABLE "delivery_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"adapter" text NOT NULL,
	"received_at" timestamptz NOT NULL,
	"content_type" text,
	"body_encoding" text NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quarantine" (
	"tenant_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"adapter" text NOT NULL,
	"reason" text NOT NULL,
	"received_at" timestamptz NOT NULL,
	"quarantined_at" timestamptz NOT NULL,
	CONSTRAINT "quarantine_tenant_id_delivery_id_pk" PRIMARY KEY("tenant_id","delivery_id")
);
--> statement-breakpoint
ALTER TABLE "quarantine" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signals" (
	"tenant_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"received_at" timestamptz NOT NULL,
	"source_id" uuid NOT NULL,
	"alert_id" uuid,
	"kind" text NOT NULL,
	"severity" smallint NOT NULL,
	"title" text NOT NULL,
	"occurred_at" timestamptz,
	"event" json NOT NULL,
	CONSTRAINT "signals_tenant_id_delivery_id_ordinal_received_at_pk" PRIMARY KEY("tenant_id","delivery_id","ordinal","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER TABLE "signals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_credentials" (
	"tenant_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"source_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz,
	"revoked_at" timestamptz,
	CONSTRAINT "source_credentials_tenant_id_token_hash_pk" PRIMARY KEY("tenant_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "source_credentials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sources" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"adapter" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"rate_per_second" integer NOT NULL,
	"burst" integer NOT NULL,
	"created_at" timestamptz NOT NULL,
	"last_delivery_at" timestamptz,
	"deleted_at" timestamptz,
	CONSTRAINT "sources_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_timeline" ADD CONSTRAINT "timeline_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD CONSTRAINT "clocks_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_credentials" ADD CONSTRAINT "credentials_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_latest" ON "alerts" USING btree ("tenant_id","fingerprint") WHERE is_latest;--> statement-breakpoint
CREATE INDEX "alerts_queue" ON "alerts" USING btree ("due_at","severity","id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "alerts_queue_client" ON "alerts" USING btree ("tenant_id","due_at","severity","id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "alerts_queue_mine" ON "alerts" USING btree ("assignee_id","due_at","severity","id") WHERE state <> 'closed' and assignee_id is not null;--> statement-breakpoint
CREATE INDEX "alerts_of_incident" ON "alerts" USING btree ("tenant_id","incident_id") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "alerts_newest" ON "alerts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "alerts_last_seen" ON "alerts" USING brin ("last_seen_at");--> statement-breakpoint
CREATE INDEX "alerts_cleared" ON "alerts" USING btree ("cleared_at") WHERE state <> 'closed' and condition = 'cleared';--> statement-breakpoint
CREATE INDEX "audit_entries_target" ON "audit_entries" USING btree ("tenant_id","target_id","at");--> statement-breakpoint
CREATE INDEX "audit_entries_order" ON "audit_entries" USING btree ("tenant_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "clients_code" ON "clients" USING btree ("code");--> statement-breakpoint
CREATE INDEX "clients_name" ON "clients" USING btree ("name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_hash" ON "api_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "incident_timeline_order" ON "incident_timeline" USING btree ("tenant_id","incident_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_number" ON "incidents" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_open_group" ON "incidents" USING btree ("tenant_id","group_key") WHERE stage not in ('resolved', 'closed');--> statement-breakpoint
CREATE INDEX "incidents_queue" ON "incidents" USING btree ("due_at","priority","id") WHERE stage not in ('resolved', 'closed');--> statement-breakpoint
CREATE INDEX "incidents_queue_client" ON "incidents" USING btree ("tenant_id","due_at","priority","id") WHERE stage not in ('resolved', 'closed');--> statement-breakpoint
CREATE INDEX "incidents_recent" ON "incidents" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "incidents_id" ON "incidents" USING btree ("id");--> statement-breakpoint
CREATE INDEX "incidents_recent_client" ON "incidents" USING btree ("tenant_id","opened_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_incident" ON "sla_clocks" USING btree ("tenant_id","incident_id","metric") WHERE incident_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_alert" ON "sla_clocks" USING btree ("tenant_id","alert_id","metric") WHERE alert_id is not null and cancelled_at is null;--> statement-breakpoint
CREATE INDEX "sla_clocks_running" ON "sla_clocks" USING btree ("due_at") WHERE stopped_at is null and cancelled_at is null;--> statement-breakpoint
CREATE INDEX "delivery_keys_age" ON "delivery_keys" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "inbox_order" ON "inbox" USING btree ("id");--> statement-breakpoint
CREATE INDEX "signals_alert" ON "signals" USING btree ("tenant_id","alert_id","received_at");--> statement-breakpoint
CREATE INDEX "source_credentials_hash" ON "source_credentials" USING btree ("token_hash");--> statement-breakpoint
CREATE POLICY "wall_web" ON "alerts" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("alerts"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("alerts"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "alerts" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "alerts"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "alerts" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("alerts"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("alerts"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "alerts" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("alerts"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("alerts"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "alerts" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "audit_entries" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("audit_entries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("audit_entries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "audit_entries" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "audit_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "audit_entries" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("audit_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("audit_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "audit_entries" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("audit_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("audit_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "audit_entries" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "clients" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("clients"."id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("clients"."id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "clients" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "clients"."id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "clients" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("clients"."id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("clients"."id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "clients" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("clients"."id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'tenants') WITH CHECK (("clients"."id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'tenants');--> statement-breakpoint
CREATE POLICY "granted" ON "clients" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "tenant_counters" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("tenant_counters"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("tenant_counters"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "tenant_counters" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "tenant_counters"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "tenant_counters" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("tenant_counters"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("tenant_counters"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "tenant_counters" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("tenant_counters"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("tenant_counters"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "tenant_counters" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "api_tokens" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "api_tokens" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sessions" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sessions" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "users" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "users" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "incident_timeline" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("incident_timeline"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("incident_timeline"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "incident_timeline" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "incident_timeline"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "incident_timeline" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("incident_timeline"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("incident_timeline"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "incident_timeline" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("incident_timeline"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("incident_timeline"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "incident_timeline" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "incidents" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("incidents"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("incidents"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "incidents" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "incidents" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "incidents" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "incidents" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_clocks" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_clocks"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_clocks"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_clocks" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_clocks" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_clocks" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sla_clocks" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "deliveries" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("deliveries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("deliveries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "deliveries" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "deliveries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "deliveries" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("deliveries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("deliveries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "deliveries" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("deliveries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("deliveries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "deliveries" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "delivery_keys" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("delivery_keys"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("delivery_keys"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "delivery_keys" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "delivery_keys"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "delivery_keys" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("delivery_keys"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("delivery_keys"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "delivery_keys" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("delivery_keys"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("delivery_keys"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "delivery_keys" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "inbox" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("inbox"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("inbox"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "inbox" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "inbox"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "inbox" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("inbox"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("inbox"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "inbox" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("inbox"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'inbox') WITH CHECK (("inbox"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'inbox');--> statement-breakpoint
CREATE POLICY "granted" ON "inbox" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "quarantine" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("quarantine"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("quarantine"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "quarantine" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "quarantine"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "quarantine" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("quarantine"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("quarantine"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "quarantine" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("quarantine"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("quarantine"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "quarantine" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "signals" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("signals"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("signals"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "signals" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "signals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "signals" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("signals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("signals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "signals" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("signals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("signals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "signals" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_credentials" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_credentials"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("source_credentials"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_credentials" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_credentials"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_credentials" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_credentials"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials') WITH CHECK ("source_credentials"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials');--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_credentials" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_credentials"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_credentials"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_credentials" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sources" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sources"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sources"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sources" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sources"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sources" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sources"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials') WITH CHECK ("sources"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials');--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sources" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sources"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("sources"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sources" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);