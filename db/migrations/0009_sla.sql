CREATE TABLE "client_sla_policies" (
	"tenant_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"terms" jsonb NOT NULL,
	"effective_from" timestamptz NOT NULL,
	"bound_at" timestamptz NOT NULL,
	"bound_by" text NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "client_sla_policies_tenant_id_policy_id_version_effective_from_pk" PRIMARY KEY("tenant_id","policy_id","version","effective_from")
);--> statement-breakpoint
ALTER TABLE "client_sla_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handoffs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"from_team" text NOT NULL,
	"to_team" text NOT NULL,
	"type" text NOT NULL,
	"reason_code" text NOT NULL,
	"ask" text NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"requested_by_name" text NOT NULL,
	"answered_at" timestamptz,
	"answered_by_name" text,
	"answer" text,
	"ended_at" timestamptz,
	"is_need_to_know" boolean DEFAULT false NOT NULL,
	CONSTRAINT "handoffs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "handoffs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_calendars" (
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"draft" jsonb NOT NULL,
	"effective_from" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "sla_calendars_id_version_pk" PRIMARY KEY("id","version")
);--> statement-breakpoint
ALTER TABLE "sla_calendars" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_clock_events" (
	"tenant_id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz NOT NULL,
	"cause" text NOT NULL,
	"ordinal" smallint NOT NULL,
	"actor" jsonb NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"told_at" timestamptz,
	CONSTRAINT "sla_clock_events_tenant_id_clock_id_kind_at_ordinal_pk" PRIMARY KEY("tenant_id","clock_id","kind","at","ordinal")
);--> statement-breakpoint
ALTER TABLE "sla_clock_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"incident_id" uuid,
	"alert_id" uuid,
	"at" timestamptz NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	CONSTRAINT "sla_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "sla_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_exclusions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"seconds" integer,
	"reason" text NOT NULL,
	"requested_by" uuid,
	"requested_by_name" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamptz,
	"decision" text,
	"contest" text,
	"contest_reason" text,
	"contested_by_name" text,
	"contested_at" timestamptz,
	"contest_decided_by_name" text,
	"contest_decided_at" timestamptz,
	CONSTRAINT "sla_exclusions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "sla_exclusions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"draft" jsonb NOT NULL,
	"effective_from" timestamptz NOT NULL,
	"created_at" timestamptz NOT NULL,
	"created_by" text NOT NULL,
	"retired_at" timestamptz,
	CONSTRAINT "sla_policies_id_version_pk" PRIMARY KEY("id","version")
);--> statement-breakpoint
ALTER TABLE "sla_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_sla_policies" ADD CONSTRAINT "client_sla_client" FOREIGN KEY ("tenant_id") REFERENCES "public"."clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handoffs" ADD CONSTRAINT "handoffs_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "handoffs_of_incident" ON "handoffs" USING btree ("tenant_id","incident_id","requested_at");--> statement-breakpoint
CREATE INDEX "handoffs_awaited" ON "handoffs" USING btree ("tenant_id","to_team","requested_at") WHERE state = 'requested';--> statement-breakpoint
CREATE INDEX "sla_events_incident" ON "sla_events" USING btree ("tenant_id","incident_id","at") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "sla_events_alert" ON "sla_events" USING btree ("tenant_id","alert_id","at") WHERE alert_id is not null;--> statement-breakpoint
CREATE INDEX "sla_exclusions_clock" ON "sla_exclusions" USING btree ("tenant_id","clock_id");--> statement-breakpoint
CREATE POLICY "wall_web" ON "client_sla_policies" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("client_sla_policies"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("client_sla_policies"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "client_sla_policies" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "client_sla_policies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "client_sla_policies" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("client_sla_policies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("client_sla_policies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "client_sla_policies" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("client_sla_policies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("client_sla_policies"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "client_sla_policies" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "handoffs" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("handoffs"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("handoffs"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "handoffs" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "handoffs"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "handoffs" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("handoffs"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("handoffs"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "handoffs" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("handoffs"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("handoffs"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "handoffs" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sla_calendars" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sla_calendars" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_clock_events" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_clock_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_clock_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_clock_events" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_clock_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_clock_events" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_clock_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_clock_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_clock_events" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_clock_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla') WITH CHECK (("sla_clock_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla');--> statement-breakpoint
CREATE POLICY "granted" ON "sla_clock_events" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_events" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_events"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_events" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_events" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_events" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("sla_events"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sla_events" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_exclusions" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_exclusions"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_exclusions"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_exclusions" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_exclusions"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_exclusions" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_exclusions"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_exclusions"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_exclusions" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_exclusions"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("sla_exclusions"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sla_exclusions" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "sla_policies" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "sla_policies" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
-- What stood in the simple clocks is carried over, and told again as events: so that every clock can be worked out from them.
ALTER TABLE "incidents" ADD COLUMN "hold" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "hold_since" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "hold_until" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "hold_reminded_at" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "confirmed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "contained_at" timestamptz;--> statement-breakpoint
DROP INDEX "sla_clocks_incident";--> statement-breakpoint
DROP INDEX "sla_clocks_alert";--> statement-breakpoint
DROP INDEX "sla_clocks_running";--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "cycle" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "handoff_id" uuid;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "state" text;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "at_risk_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "ended_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "first_stopped_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "paused_since" timestamptz;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "breached_at" timestamptz;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "breach_cause" text;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "elapsed_seconds" double precision;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "policy_id" text;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "policy_version" integer;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "calendar" text;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "priority" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "target_seconds" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "due_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "incidents" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alerts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "sla_clocks" SET
  state = CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN stopped_at IS NULL THEN 'running' WHEN stopped_at > due_at THEN 'missed' ELSE 'met' END,
  at_risk_at = started_at + make_interval(secs => 0.8 * target_seconds + paused_seconds),
  ended_at = coalesce(cancelled_at, stopped_at), first_stopped_at = stopped_at,
  breached_at = CASE WHEN coalesce(cancelled_at, stopped_at, now()) > due_at THEN due_at END,
  breach_cause = CASE WHEN coalesce(cancelled_at, stopped_at, now()) > due_at THEN 'due_passed' END,
  elapsed_seconds = CASE WHEN coalesce(cancelled_at, stopped_at) IS NULL THEN 0 ELSE greatest(0, extract(epoch FROM coalesce(cancelled_at, stopped_at) - started_at) - paused_seconds) END,
  policy_id = 'default', policy_version = 1, calendar = '24x7';--> statement-breakpoint
DELETE FROM "sla_clocks" c USING "sla_clocks" other WHERE c.alert_id IS NOT NULL AND other.tenant_id = c.tenant_id AND other.alert_id = c.alert_id AND other.metric = c.metric AND other.id > c.id;--> statement-breakpoint
INSERT INTO "sla_events" (tenant_id, id, incident_id, at, kind, data, actor)
  SELECT tenant_id, gen_random_uuid(), id, opened_at, 'opened', jsonb_build_object('by', 'automation', 'subject', 'incident', 'flavour', flavour, 'team', discipline, 'priority', priority), '{"kind":"system","name":"migration"}'::jsonb FROM "incidents"
  UNION ALL SELECT tenant_id, gen_random_uuid(), id, opened_at, kind, '{}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "incidents", unnest(ARRAY['actionable', 'shown_to_client']) AS kind
  UNION ALL SELECT tenant_id, gen_random_uuid(), id, acknowledged_at, 'acknowledged', '{"by":"provider_human"}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "incidents" WHERE acknowledged_at IS NOT NULL
  UNION ALL SELECT tenant_id, gen_random_uuid(), id, resolved_at, 'resolved', '{}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "incidents" WHERE resolved_at IS NOT NULL;--> statement-breakpoint
INSERT INTO "sla_events" (tenant_id, id, alert_id, at, kind, data, actor)
  SELECT c.tenant_id, gen_random_uuid(), c.alert_id, c.started_at, 'opened', jsonb_build_object('by', 'automation', 'subject', 'alert', 'flavour', CASE a.discipline WHEN 'soc' THEN 'security' ELSE 'availability' END, 'team', a.discipline, 'priority', c.priority), '{"kind":"system","name":"migration"}'::jsonb FROM "sla_clocks" c JOIN "alerts" a ON a.tenant_id = c.tenant_id AND a.id = c.alert_id
  UNION ALL SELECT c.tenant_id, gen_random_uuid(), c.alert_id, c.started_at, 'actionable', '{}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "sla_clocks" c WHERE c.alert_id IS NOT NULL
  UNION ALL SELECT c.tenant_id, gen_random_uuid(), c.alert_id, c.stopped_at, 'acknowledged', '{"by":"provider_human"}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "sla_clocks" c WHERE c.alert_id IS NOT NULL AND c.stopped_at IS NOT NULL
  UNION ALL SELECT c.tenant_id, gen_random_uuid(), c.alert_id, c.cancelled_at, 'withdrawn', '{"reason":"carried over"}'::jsonb, '{"kind":"system","name":"migration"}'::jsonb FROM "sla_clocks" c WHERE c.alert_id IS NOT NULL AND c.stopped_at IS NULL AND c.cancelled_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "incidents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "alerts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "state" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "elapsed_seconds" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "policy_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" ALTER COLUMN "policy_version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_clocks" DROP COLUMN "stopped_at";--> statement-breakpoint
ALTER TABLE "sla_clocks" DROP COLUMN "cancelled_at";--> statement-breakpoint
ALTER TABLE "sla_clocks" DROP COLUMN "paused_seconds";--> statement-breakpoint
DROP POLICY "wall_worker" ON "sla_clocks";--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_incident" ON "sla_clocks" USING btree ("tenant_id","incident_id","metric","cycle") WHERE incident_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_alert" ON "sla_clocks" USING btree ("tenant_id","alert_id","metric","cycle") WHERE alert_id is not null;--> statement-breakpoint
CREATE INDEX "sla_clocks_due" ON "sla_clocks" USING btree ("due_at") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "sla_clocks_risk" ON "sla_clocks" USING btree ("at_risk_at") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "sla_clocks_running" ON "sla_clocks" USING btree ("tenant_id","due_at") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "sla_clocks_ended" ON "sla_clocks" USING btree ("tenant_id","ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_clocks" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla') WITH CHECK (("sla_clocks"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla');--> statement-breakpoint
ALTER TABLE "sla_calendars" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_policies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client_sla_policies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_clock_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_exclusions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "handoffs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sla_calendars, sla_policies TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON client_sla_policies, sla_exclusions, handoffs TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT ON sla_events, sla_clock_events TO portal_web;--> statement-breakpoint
GRANT SELECT ON client_sla_policies, sla_events, sla_clock_events, sla_exclusions, handoffs TO portal_portfolio;--> statement-breakpoint
GRANT SELECT ON client_sla_policies, handoffs, sla_exclusions TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT ON sla_events, sla_clock_events TO portal_worker;--> statement-breakpoint
ALTER TABLE sla_clocks SET (fillfactor = 80);
--> statement-breakpoint
CREATE INDEX "sla_clock_events_untold" ON "sla_clock_events" USING btree ("tenant_id","recorded_at") WHERE told_at is null and kind in ('at_risk', 'breached');
--> statement-breakpoint
GRANT UPDATE (told_at) ON sla_clock_events TO portal_worker;
