CREATE TABLE "finding_acceptances" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"finding_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"until" timestamptz NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_by_name" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamptz,
	"decision" text,
	CONSTRAINT "finding_acceptances_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
CREATE TABLE "finding_history" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"finding_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"kind" text NOT NULL,
	"by_name" text NOT NULL,
	"note" text,
	"until" timestamptz,
	CONSTRAINT "finding_history_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
CREATE TABLE "finding_sightings" (
	"tenant_id" uuid NOT NULL,
	"finding_id" uuid NOT NULL,
	"received_at" timestamptz NOT NULL,
	"delivery_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"effect" text NOT NULL,
	CONSTRAINT "finding_sightings_pk" PRIMARY KEY("tenant_id","finding_id","received_at","delivery_id","ordinal")
);--> statement-breakpoint
CREATE TABLE "findings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"discipline" text NOT NULL,
	"state" text NOT NULL,
	"state_by" text NOT NULL,
	"state_at" timestamptz NOT NULL,
	"severity" smallint NOT NULL,
	"priority" smallint NOT NULL,
	"exploit_known" boolean,
	"title" text NOT NULL,
	"description" text,
	"asset" text,
	"rule" text,
	"url" text,
	"external_id" text,
	"cves" text[] DEFAULT '{}' NOT NULL,
	"labels" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"asset_id" uuid,
	"service_id" uuid,
	"first_seen_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"exact_dupes" integer DEFAULT 0 NOT NULL,
	"payload_hash" text,
	"started_at" timestamptz,
	"last_fired_at" timestamptz,
	"last_cleared_at" timestamptz,
	"is_replay" boolean DEFAULT false NOT NULL,
	"accepted_until" timestamptz,
	"planned_until" timestamptz,
	"planned_note" text,
	"incident_id" uuid,
	"due_at" timestamptz NOT NULL,
	"updated_at" timestamptz NOT NULL,
	CONSTRAINT "findings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "finding_acceptances" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "finding_history" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "finding_sightings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "findings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_hours" ADD COLUMN "findings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sla_events" ADD COLUMN "finding_id" uuid;--> statement-breakpoint
ALTER TABLE "sla_clocks" ADD COLUMN "finding_id" uuid;--> statement-breakpoint
ALTER TABLE "finding_acceptances" ADD CONSTRAINT "acceptances_finding" FOREIGN KEY ("tenant_id","finding_id") REFERENCES "public"."findings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_history" ADD CONSTRAINT "history_finding" FOREIGN KEY ("tenant_id","finding_id") REFERENCES "public"."findings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_sightings" ADD CONSTRAINT "sightings_finding" FOREIGN KEY ("tenant_id","finding_id") REFERENCES "public"."findings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "finding_acceptances_one_asked" ON "finding_acceptances" USING btree ("tenant_id","finding_id") WHERE state = 'requested';--> statement-breakpoint
CREATE INDEX "finding_acceptances_of" ON "finding_acceptances" USING btree ("tenant_id","finding_id","requested_at");--> statement-breakpoint
CREATE INDEX "finding_history_of" ON "finding_history" USING btree ("tenant_id","finding_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_fingerprint" ON "findings" USING btree ("tenant_id","fingerprint");--> statement-breakpoint
CREATE INDEX "findings_register" ON "findings" USING btree ("due_at","severity","id") WHERE state in ('open', 'mitigated');--> statement-breakpoint
CREATE INDEX "findings_register_client" ON "findings" USING btree ("tenant_id","due_at","severity","id");--> statement-breakpoint
CREATE INDEX "findings_of_incident" ON "findings" USING btree ("tenant_id","incident_id") WHERE incident_id is not null;--> statement-breakpoint
CREATE INDEX "findings_accepted" ON "findings" USING btree ("tenant_id","accepted_until") WHERE accepted_until is not null;--> statement-breakpoint
CREATE INDEX "findings_planned" ON "findings" USING btree ("tenant_id","planned_until") WHERE planned_until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clocks_finding" ON "sla_clocks" USING btree ("tenant_id","finding_id","metric","cycle") WHERE finding_id is not null;--> statement-breakpoint
CREATE INDEX "sla_events_finding" ON "sla_events" USING btree ("tenant_id","finding_id","at") WHERE finding_id is not null;--> statement-breakpoint
CREATE POLICY "wall_web" ON "finding_acceptances" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("finding_acceptances"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("finding_acceptances"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "finding_acceptances" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "finding_acceptances"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "finding_acceptances" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("finding_acceptances"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) WITH CHECK ("finding_acceptances"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "finding_acceptances" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("finding_acceptances"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true) WITH CHECK (("finding_acceptances"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "finding_acceptances" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "finding_acceptances" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "finding_acceptances"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or exists (select from findings f where f.tenant_id = "finding_acceptances"."tenant_id" and f.id = "finding_acceptances"."finding_id"));--> statement-breakpoint
CREATE POLICY "wall_web" ON "finding_history" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("finding_history"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("finding_history"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "finding_history" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "finding_history"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "finding_history" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("finding_history"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) WITH CHECK ("finding_history"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "finding_history" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("finding_history"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true) WITH CHECK (("finding_history"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "finding_history" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "finding_history" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "finding_history"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or exists (select from findings f where f.tenant_id = "finding_history"."tenant_id" and f.id = "finding_history"."finding_id"));--> statement-breakpoint
CREATE POLICY "wall_web" ON "finding_sightings" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("finding_sightings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("finding_sightings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "finding_sightings" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "finding_sightings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "finding_sightings" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("finding_sightings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) WITH CHECK ("finding_sightings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "finding_sightings" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("finding_sightings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true) WITH CHECK (("finding_sightings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "finding_sightings" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "finding_sightings" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "finding_sightings"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or exists (select from findings f where f.tenant_id = "finding_sightings"."tenant_id" and f.id = "finding_sightings"."finding_id"));--> statement-breakpoint
CREATE POLICY "wall_web" ON "findings" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("findings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("findings"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "findings" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "findings"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "findings" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("findings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) WITH CHECK ("findings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "findings" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("findings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true) WITH CHECK (("findings"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "findings" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "findings" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "findings"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "findings"."incident_id" is null or "findings"."incident_id" <> all (array(select r.id from incidents r where r.restricted_at is not null)));--> statement-breakpoint
-- What hangs on a finding of an incident marked need to know is withheld as what hangs on its alerts is.
CREATE OR REPLACE FUNCTION withheld_clocks() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  sight text := current_setting('app.sight', true);
  alerts uuid[] := withheld_alerts();
  found uuid[];
BEGIN
  PERFORM set_config('app.sight', '{all}', true);
  SELECT array_agg(c.id) INTO found FROM (
    SELECT c.id FROM incidents i JOIN sla_clocks c ON c.tenant_id = i.tenant_id AND c.incident_id = i.id WHERE i.restricted_at IS NOT NULL
    UNION ALL
    SELECT c.id FROM incidents i JOIN findings f ON f.tenant_id = i.tenant_id AND f.incident_id = i.id
      JOIN sla_clocks c ON c.tenant_id = f.tenant_id AND c.finding_id = f.id WHERE i.restricted_at IS NOT NULL
    UNION ALL
    SELECT c.id FROM sla_clocks c WHERE c.alert_id = ANY (alerts)) c;
  PERFORM set_config('app.sight', coalesce(sight, ''), true);
  RETURN coalesce(found, '{}');
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION withheld_records() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  sight text := current_setting('app.sight', true);
  alerts uuid[] := withheld_alerts();
  clocks uuid[] := withheld_clocks();
  found uuid[];
BEGIN
  PERFORM set_config('app.sight', '{all}', true);
  SELECT array_agg(r.id) INTO found FROM (
    SELECT i.id FROM incidents i WHERE i.restricted_at IS NOT NULL
    UNION ALL SELECT h.id FROM incidents i JOIN handoffs h ON h.tenant_id = i.tenant_id AND h.incident_id = i.id WHERE i.restricted_at IS NOT NULL
    UNION ALL SELECT f.id FROM incidents i JOIN findings f ON f.tenant_id = i.tenant_id AND f.incident_id = i.id WHERE i.restricted_at IS NOT NULL
    UNION ALL SELECT x.id FROM sla_exclusions x WHERE x.clock_id = ANY (clocks)) r;
  PERFORM set_config('app.sight', coalesce(sight, ''), true);
  RETURN (coalesce(found, '{}') || alerts || clocks)::text[];
END $$;--> statement-breakpoint
ALTER TABLE findings FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE finding_sightings FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE finding_history FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE finding_acceptances FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON findings, finding_acceptances TO portal_web, portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT ON finding_history, finding_sightings TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT ON finding_history TO portal_web;--> statement-breakpoint
GRANT SELECT ON finding_sightings TO portal_web;--> statement-breakpoint
GRANT SELECT ON findings, finding_sightings, finding_history, finding_acceptances TO portal_portfolio;
