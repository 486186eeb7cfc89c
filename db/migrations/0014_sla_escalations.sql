CREATE TABLE "pending_notices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"incident_id" uuid NOT NULL,
	"handoff_id" uuid,
	"at" timestamptz NOT NULL,
	CONSTRAINT "pending_notices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "pending_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sla_clock_levels" (
	"tenant_id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"level" text NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "sla_clock_levels_tenant_id_clock_id_level_pk" PRIMARY KEY("tenant_id","clock_id","level")
);--> statement-breakpoint
ALTER TABLE "sla_clock_levels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pending_notices" ADD CONSTRAINT "notices_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_clock_levels" ADD CONSTRAINT "levels_clock" FOREIGN KEY ("tenant_id","clock_id") REFERENCES "public"."sla_clocks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pending_notices_at" ON "pending_notices" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sla_clock_levels_at" ON "sla_clock_levels" USING btree ("at");--> statement-breakpoint
CREATE POLICY "wall_web" ON "pending_notices" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("pending_notices"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("pending_notices"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "pending_notices" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "pending_notices"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "pending_notices" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("pending_notices"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("pending_notices"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "pending_notices" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("pending_notices"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla') WITH CHECK (("pending_notices"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla');--> statement-breakpoint
CREATE POLICY "granted" ON "pending_notices" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_clock_levels" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_clock_levels"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_clock_levels"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_clock_levels" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_clock_levels"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_clock_levels" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_clock_levels"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_clock_levels"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_clock_levels" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_clock_levels"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla') WITH CHECK (("sla_clock_levels"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true or current_setting('app.door', true) = 'sla');--> statement-breakpoint
CREATE POLICY "granted" ON "sla_clock_levels" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
DROP INDEX "sla_clock_events_untold";--> statement-breakpoint
DROP INDEX "sla_clock_events_told";--> statement-breakpoint
CREATE INDEX "sla_clock_events_untold" ON "sla_clock_events" USING btree ("recorded_at") WHERE told_at is null and kind in ('at_risk', 'breached', 'escalated');--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clock_events_told" ON "sla_clock_events" USING btree ("tenant_id","clock_id","kind",(case when kind = 'escalated' then cause else '' end)) WHERE told_at is not null;--> statement-breakpoint
DROP POLICY "worker_writes_notices" ON "mail_outbox";--> statement-breakpoint
CREATE POLICY "worker_writes_notices" ON "mail_outbox" AS RESTRICTIVE FOR INSERT TO "portal_worker" WITH CHECK ("mail_outbox"."template" in ('sla-notice', 'handoff-notice', 'hold-reminder') and "mail_outbox"."sealed" is null);--> statement-breakpoint
ALTER TABLE sla_clock_levels FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE pending_notices FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sla_clock_levels TO portal_web, portal_worker;--> statement-breakpoint
GRANT SELECT ON sla_clock_levels TO portal_portfolio;--> statement-breakpoint
-- Written with what people are to be told of, by whoever does it; taken by the worker that mails it.
GRANT INSERT ON pending_notices TO portal_web;--> statement-breakpoint
GRANT SELECT ON pending_notices TO portal_portfolio;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON pending_notices TO portal_worker;--> statement-breakpoint
-- Who of a client is told that we wait for its answer: by what they are there.
GRANT SELECT (role) ON users TO portal_worker;
