CREATE TABLE "campaign_incidents" (
	"campaign_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"added_at" timestamptz NOT NULL,
	"added_by" text NOT NULL,
	CONSTRAINT "campaign_incidents_campaign_id_client_id_incident_id_pk" PRIMARY KEY("campaign_id","client_id","incident_id")
);
--> statement-breakpoint
ALTER TABLE "campaign_incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"summary" text NOT NULL,
	"opened_at" timestamptz NOT NULL,
	"opened_by" text NOT NULL,
	"closed_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "correlation_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"clients" uuid[],
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"updated_by" text NOT NULL,
	"deleted_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "correlation_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_entities" (
	"tenant_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"type" text NOT NULL,
	"value" text NOT NULL,
	"first_seen_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz NOT NULL,
	CONSTRAINT "incident_entities_tenant_id_incident_id_type_value_pk" PRIMARY KEY("tenant_id","incident_id","type","value")
);
--> statement-breakpoint
ALTER TABLE "incident_entities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assets" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"aliases" text[] NOT NULL,
	"criticality" text NOT NULL,
	"service_id" uuid,
	"created_at" timestamptz NOT NULL,
	"archived_at" timestamptz,
	CONSTRAINT "assets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "assets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_routing" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"updated_at" timestamptz NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "client_routing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_dependencies" (
	"tenant_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"depends_on_id" uuid NOT NULL,
	CONSTRAINT "service_dependencies_tenant_id_service_id_depends_on_id_pk" PRIMARY KEY("tenant_id","service_id","depends_on_id")
);
--> statement-breakpoint
ALTER TABLE "service_dependencies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "services" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"criticality" text NOT NULL,
	"matcher" jsonb,
	"created_at" timestamptz NOT NULL,
	"archived_at" timestamptz,
	CONSTRAINT "services_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "services" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fingerprint_recipes" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fields" jsonb,
	"created_at" timestamptz NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "fingerprint_recipes_tenant_id_source_id_version_pk" PRIMARY KEY("tenant_id","source_id","version")
);
--> statement-breakpoint
ALTER TABLE "fingerprint_recipes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_hours" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"hour" timestamptz NOT NULL,
	"deliveries" integer DEFAULT 0 NOT NULL,
	"events" integer DEFAULT 0 NOT NULL,
	"exact_dupes" integer DEFAULT 0 NOT NULL,
	"folded" integer DEFAULT 0 NOT NULL,
	"suppressed" integer DEFAULT 0 NOT NULL,
	"alerts" integer DEFAULT 0 NOT NULL,
	"incidents" integer DEFAULT 0 NOT NULL,
	"ignored" integer DEFAULT 0 NOT NULL,
	"quarantined" integer DEFAULT 0 NOT NULL,
	"partial" integer DEFAULT 0 NOT NULL,
	"degraded" integer DEFAULT 0 NOT NULL,
	"defaulted" integer DEFAULT 0 NOT NULL,
	"skewed" integer DEFAULT 0 NOT NULL,
	"out_of_order" integer DEFAULT 0 NOT NULL,
	"throttled" integer DEFAULT 0 NOT NULL,
	"lag_milliseconds" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "source_hours_tenant_id_source_id_hour_pk" PRIMARY KEY("tenant_id","source_id","hour")
);
--> statement-breakpoint
ALTER TABLE "source_hours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_listeners" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"port" integer,
	"certificate_hash" text,
	"credential_hash" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "source_listeners_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "source_listeners" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_mappings" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"mapping" jsonb NOT NULL,
	"created_at" timestamptz NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "source_mappings_tenant_id_source_id_version_pk" PRIMARY KEY("tenant_id","source_id","version")
);
--> statement-breakpoint
ALTER TABLE "source_mappings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_silences" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"since" timestamptz NOT NULL,
	"noticed_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "source_silences_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "source_silences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant_map_entries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"client_id" uuid NOT NULL,
	"mirror_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "tenant_map_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "tenant_map_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unrouted_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"received_at" timestamptz NOT NULL,
	"title" text NOT NULL,
	"event" jsonb NOT NULL,
	"assigned_to" uuid,
	"settled_at" timestamptz,
	"settled_by" text,
	CONSTRAINT "unrouted_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "unrouted_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "maintenance_windows" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"scope" jsonb NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"recurrence" jsonb,
	"time_zone" text NOT NULL,
	"reason" text NOT NULL,
	"owner_id" uuid,
	"owner_name" text NOT NULL,
	"announced_at" timestamptz NOT NULL,
	"cancelled_at" timestamptz,
	"run_started_at" timestamptz,
	"run_ends_at" timestamptz,
	CONSTRAINT "maintenance_windows_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "maintenance_windows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "storms" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"group_key" text NOT NULL,
	"count" jsonb NOT NULL,
	"alert_id" uuid,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "storms_tenant_id_source_id_group_key_pk" PRIMARY KEY("tenant_id","source_id","group_key")
);
--> statement-breakpoint
ALTER TABLE "storms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "suppression_rules" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"matcher" jsonb NOT NULL,
	"reason" text NOT NULL,
	"owner_id" uuid,
	"owner_name" text NOT NULL,
	"created_from" uuid,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"hits" integer DEFAULT 0 NOT NULL,
	"last_hit_at" timestamptz,
	CONSTRAINT "suppression_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "suppression_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "alerts_queue";--> statement-breakpoint
DROP INDEX "alerts_queue_client";--> statement-breakpoint
DROP INDEX "inbox_order";--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "exact_dupes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "payload_hash" text;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "condition_changes" timestamptz[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "flapping_since" timestamptz;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "false_positives" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "suppressed_by" text;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "suppressed_by_id" uuid;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "suppressed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "is_overflow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "is_replay" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "service_id" uuid;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "asset_id" uuid;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "tier" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "priority" smallint DEFAULT 4 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "correlation_rule_id" uuid;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "correlation_key" text;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "is_child" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "is_provider" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "is_candidate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "dismissed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "tier" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "service_id" uuid;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "resolve_policy" text DEFAULT 'all-cleared' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "resolve_delay_seconds" integer DEFAULT 300 NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "cleared_at" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "inactivity_close_seconds" integer;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "last_alert_at" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "recurrence_of" uuid;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "sibling_of" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "is_replay" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "is_replay" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "lane" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "attempts" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "replayed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "settled_at" timestamptz;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "settled_by" text;--> statement-breakpoint
ALTER TABLE "signals" ADD COLUMN "effect" text DEFAULT 'repeat' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "reopen_window_seconds" integer DEFAULT 1800 NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "resolve_delay_seconds" integer DEFAULT 300 NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "stale_after_seconds" integer;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "expected_every_seconds" integer;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "trusts_downgrade" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "storm_limit" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "ignore_fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "learning_until" timestamptz;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "is_shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "mirror_of" uuid;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "silent_since" timestamptz;--> statement-breakpoint
ALTER TABLE "campaign_incidents" ADD CONSTRAINT "campaign_incidents_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_entities" ADD CONSTRAINT "entities_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_service" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_routing" ADD CONSTRAINT "routing_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_dependencies" ADD CONSTRAINT "dependency_service" FOREIGN KEY ("tenant_id","service_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_dependencies" ADD CONSTRAINT "dependency_on" FOREIGN KEY ("tenant_id","depends_on_id") REFERENCES "public"."services"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fingerprint_recipes" ADD CONSTRAINT "recipes_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_listeners" ADD CONSTRAINT "listeners_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_mappings" ADD CONSTRAINT "mappings_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_silences" ADD CONSTRAINT "silences_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_map_entries" ADD CONSTRAINT "map_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_windows" ADD CONSTRAINT "maintenance_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppression_rules" ADD CONSTRAINT "suppression_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_of_incident" ON "campaign_incidents" USING btree ("client_id","incident_id");--> statement-breakpoint
CREATE INDEX "incident_entities_value" ON "incident_entities" USING btree ("tenant_id","type","value","last_seen_at");--> statement-breakpoint
CREATE INDEX "assets_aliases" ON "assets" USING gin ("aliases");--> statement-breakpoint
CREATE INDEX "source_silences_source" ON "source_silences" USING btree ("tenant_id","source_id","since");--> statement-breakpoint
CREATE INDEX "tenant_map_source" ON "tenant_map_entries" USING btree ("tenant_id","source_id","position");--> statement-breakpoint
CREATE INDEX "unrouted_waiting" ON "unrouted_events" USING btree ("tenant_id","received_at","id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "maintenance_live" ON "maintenance_windows" USING btree ("tenant_id","ends_at") WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX "storms_raging" ON "storms" USING btree ("tenant_id","updated_at") WHERE alert_id is not null;--> statement-breakpoint
CREATE INDEX "suppression_live" ON "suppression_rules" USING btree ("tenant_id","expires_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "alerts_suppressed" ON "alerts" USING btree ("tenant_id","suppressed_by_id") WHERE state <> 'closed' and suppressed_by is not null;--> statement-breakpoint
CREATE INDEX "alerts_awaiting" ON "alerts" USING btree ("tenant_id","correlation_key") WHERE state <> 'closed' and incident_id is null and correlation_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "clients_provider" ON "clients" USING btree ("is_provider") WHERE is_provider;--> statement-breakpoint
CREATE INDEX "incidents_cleared" ON "incidents" USING btree ("tenant_id","cleared_at") WHERE stage not in ('resolved', 'closed') and cleared_at is not null;--> statement-breakpoint
CREATE INDEX "incidents_inactive" ON "incidents" USING btree ("tenant_id","last_activity_at") WHERE stage not in ('resolved', 'closed') and inactivity_close_seconds is not null;--> statement-breakpoint
CREATE INDEX "alerts_queue" ON "alerts" USING btree ("due_at","severity","id") WHERE state <> 'closed' and suppressed_by is null;--> statement-breakpoint
CREATE INDEX "alerts_queue_client" ON "alerts" USING btree ("tenant_id","due_at","severity","id") WHERE state <> 'closed' and suppressed_by is null;--> statement-breakpoint
CREATE INDEX "inbox_order" ON "inbox" USING btree ("lane","id");--> statement-breakpoint
CREATE POLICY "wall_identity" ON "campaign_incidents" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "campaign_incidents" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "campaigns" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "campaigns" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "correlation_rules" AS RESTRICTIVE FOR ALL TO "portal_web" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "wall_worker" ON "correlation_rules" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (current_setting('app.door', true) = 'identity' or current_setting('app.door', true) = 'inbox') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "correlation_rules" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "incident_entities" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("incident_entities"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("incident_entities"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "incident_entities" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "incident_entities"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "incident_entities" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("incident_entities"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("incident_entities"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "incident_entities" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("incident_entities"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("incident_entities"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "incident_entities" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "assets" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("assets"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("assets"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "assets" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "assets"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "assets" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("assets"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("assets"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "assets" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("assets"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("assets"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "assets" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "client_routing" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("client_routing"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("client_routing"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "client_routing" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "client_routing"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "client_routing" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("client_routing"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("client_routing"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "client_routing" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("client_routing"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("client_routing"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "client_routing" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "service_dependencies" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("service_dependencies"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("service_dependencies"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "service_dependencies" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "service_dependencies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "service_dependencies" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("service_dependencies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("service_dependencies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "service_dependencies" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("service_dependencies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("service_dependencies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "service_dependencies" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "services" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("services"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("services"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "services" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "services"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "services" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("services"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("services"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "services" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("services"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("services"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "services" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "fingerprint_recipes" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("fingerprint_recipes"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("fingerprint_recipes"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "fingerprint_recipes" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "fingerprint_recipes"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "fingerprint_recipes" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("fingerprint_recipes"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("fingerprint_recipes"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "fingerprint_recipes" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("fingerprint_recipes"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("fingerprint_recipes"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "fingerprint_recipes" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_hours" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_hours"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("source_hours"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_hours" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_hours"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_hours" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_hours"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("source_hours"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_hours" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_hours"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_hours"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_hours" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_listeners" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_listeners"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("source_listeners"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_listeners" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_listeners"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_listeners" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_listeners"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials') WITH CHECK ("source_listeners"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials');--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_listeners" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_listeners"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_listeners"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_listeners" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_mappings" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_mappings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("source_mappings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_mappings" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_mappings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_mappings" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_mappings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("source_mappings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_mappings" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_mappings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_mappings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_mappings" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_silences" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_silences"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("source_silences"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_silences" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_silences"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_silences" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_silences"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("source_silences"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_silences" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_silences"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_silences"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_silences" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "tenant_map_entries" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("tenant_map_entries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("tenant_map_entries"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "tenant_map_entries" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "tenant_map_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "tenant_map_entries" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("tenant_map_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("tenant_map_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "tenant_map_entries" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("tenant_map_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("tenant_map_entries"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "tenant_map_entries" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "unrouted_events" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("unrouted_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("unrouted_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "unrouted_events" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "unrouted_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "unrouted_events" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("unrouted_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("unrouted_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "unrouted_events" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("unrouted_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("unrouted_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "unrouted_events" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "maintenance_windows" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("maintenance_windows"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("maintenance_windows"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "maintenance_windows" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "maintenance_windows"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "maintenance_windows" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("maintenance_windows"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("maintenance_windows"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "maintenance_windows" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("maintenance_windows"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("maintenance_windows"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "maintenance_windows" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "storms" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("storms"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("storms"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "storms" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "storms"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "storms" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("storms"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("storms"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "storms" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("storms"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("storms"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "storms" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "suppression_rules" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("suppression_rules"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("suppression_rules"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "suppression_rules" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "suppression_rules"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "suppression_rules" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("suppression_rules"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("suppression_rules"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "suppression_rules" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("suppression_rules"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("suppression_rules"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "suppression_rules" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "campaign_incidents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "campaigns" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "correlation_rules" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "incident_entities" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "assets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_routing" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service_dependencies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "services" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "fingerprint_recipes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_hours" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_listeners" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_mappings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_silences" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenant_map_entries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "unrouted_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "maintenance_windows" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "storms" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "suppression_rules" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Screens and the API: one client at a time.
GRANT SELECT, INSERT ON fingerprint_recipes, source_mappings TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON source_listeners, tenant_map_entries, services, assets, client_routing, suppression_rules, maintenance_windows TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON service_dependencies TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON incident_entities TO portal_web;--> statement-breakpoint
GRANT SELECT, UPDATE ON unrouted_events TO portal_web;--> statement-breakpoint
GRANT SELECT ON source_hours, source_silences, storms TO portal_web;--> statement-breakpoint
-- A replay goes back through the front of the pipeline.
GRANT INSERT ON inbox TO portal_web;--> statement-breakpoint
GRANT UPDATE ON quarantine TO portal_web;--> statement-breakpoint
-- The provider's own settings, behind the identity door.
GRANT SELECT, INSERT, UPDATE ON correlation_rules, campaigns TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON campaign_incidents TO portal_web;--> statement-breakpoint
GRANT SELECT ON incident_entities, assets, client_routing, service_dependencies, services, fingerprint_recipes, source_hours, source_listeners, source_mappings, source_silences, tenant_map_entries, unrouted_events, maintenance_windows, storms, suppression_rules TO portal_portfolio;--> statement-breakpoint
-- The receiver: where else a source may deliver, and what it had to refuse.
GRANT SELECT ON source_listeners TO portal_ingest;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON source_hours TO portal_ingest;--> statement-breakpoint
-- The worker reads the settings of its batch's clients and writes what the batch did.
GRANT SELECT ON fingerprint_recipes, source_mappings, source_listeners, tenant_map_entries, services, service_dependencies, assets, client_routing, correlation_rules TO portal_worker;--> statement-breakpoint
GRANT SELECT, UPDATE ON suppression_rules, maintenance_windows TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON storms, source_hours, source_silences, incident_entities TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT ON unrouted_events TO portal_worker;--> statement-breakpoint
GRANT UPDATE ON deliveries, quarantine TO portal_worker;--> statement-breakpoint
GRANT UPDATE (silent_since) ON sources TO portal_worker;--> statement-breakpoint
-- Counters are written over and over: room for new versions beside the old.
ALTER TABLE source_hours SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE storms SET (fillfactor = 50);--> statement-breakpoint
-- As before, and each row says which lane it goes to.
CREATE OR REPLACE FUNCTION accept_deliveries(tenants uuid[], credentials text[], batch json, keyed boolean, wake boolean)
RETURNS TABLE (sent uuid, first uuid) LANGUAGE plpgsql SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  dead text[];
BEGIN
  -- A 202 promises durability. Whatever weakened this session's settings, nothing is accepted under them.
  IF current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') OR current_setting('fsync') <> 'on' OR current_setting('full_page_writes') <> 'on' THEN
    RAISE EXCEPTION 'the database does not commit durably: synchronous_commit, fsync and full_page_writes must be on';
  END IF;
  PERFORM set_config('app.tenants', tenants::text, true);
  SELECT coalesce(array_agg(h), '{}') INTO dead FROM unnest(credentials) AS h
    WHERE NOT EXISTS (
      SELECT FROM source_credentials c JOIN sources s ON s.tenant_id = c.tenant_id AND s.id = c.source_id
      WHERE c.token_hash = h AND c.tenant_id = ANY (tenants) AND c.revoked_at IS NULL
        AND (c.expires_at IS NULL OR c.expires_at > now()) AND s.enabled AND s.deleted_at IS NULL);
  IF NOT keyed AND cardinality(dead) = 0 THEN
    INSERT INTO inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, lane)
      SELECT d.tenant, d.id, d.source, d.adapter, now(), d."contentType", d.encoding, d.body, coalesce(d.lane, 0)
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, adapter text, "contentType" text, encoding text, body text, lane smallint);
  ELSE
    INSERT INTO delivery_keys (tenant_id, source_id, key_hash, delivery_id, received_at)
      SELECT DISTINCT ON (d.tenant, d.source, d.key) d.tenant, d.source, d.key, d.id, now()
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, key text)
      WHERE d.key IS NOT NULL AND d.credential <> ALL (dead) ORDER BY d.tenant, d.source, d.key, d.id
      ON CONFLICT DO NOTHING;
    RETURN QUERY
      SELECT d.id, CASE WHEN d.credential = ANY (dead) THEN NULL ELSE k.delivery_id END
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, key text)
      LEFT JOIN delivery_keys k ON k.tenant_id = d.tenant AND k.source_id = d.source AND k.key_hash = d.key
      WHERE d.credential = ANY (dead) OR k.delivery_id <> d.id;
    INSERT INTO inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, lane)
      SELECT d.tenant, d.id, d.source, d.adapter, now(), d."contentType", d.encoding, d.body, coalesce(d.lane, 0)
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, adapter text, "contentType" text, encoding text, body text, lane smallint, key text)
      LEFT JOIN delivery_keys k ON k.tenant_id = d.tenant AND k.source_id = d.source AND k.key_hash = d.key
      WHERE d.credential <> ALL (dead) AND (d.key IS NULL OR k.delivery_id = d.id);
  END IF;
  IF wake THEN PERFORM pg_notify('inbox', ''); END IF;
END $$;
