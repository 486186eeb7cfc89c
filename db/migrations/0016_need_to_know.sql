ALTER TABLE "handoffs" DROP COLUMN "is_need_to_know";--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "requested_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "targets" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approval_class" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "agreement" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_at" timestamptz;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_by_name" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_by_contact" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approval_how" text;--> statement-breakpoint
CREATE TABLE "restricted_incidents" (
	"tenant_id" uuid NOT NULL,
	"incident_id" uuid NOT NULL,
	"title" text NOT NULL,
	"reason" text NOT NULL,
	"restricted_by_name" text NOT NULL,
	"restricted_at" timestamptz NOT NULL,
	CONSTRAINT "restricted_incidents_tenant_id_incident_id_pk" PRIMARY KEY("tenant_id","incident_id")
);--> statement-breakpoint
ALTER TABLE "restricted_incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "restricted_at" timestamptz;--> statement-breakpoint
ALTER TABLE "restricted_incidents" ADD CONSTRAINT "restricted_incident" FOREIGN KEY ("tenant_id","incident_id") REFERENCES "public"."incidents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incidents_restricted" ON "incidents" USING btree ("tenant_id","id") WHERE restricted_at is not null;--> statement-breakpoint
-- What of incidents marked need to know is withheld from this reader, beyond what hangs on the incident itself. Each looks with
-- full sight for as long as it runs: with its reader's own it would not find what to withhold.
CREATE FUNCTION withheld_alerts() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  sight text := current_setting('app.sight', true);
  found uuid[];
BEGIN
  PERFORM set_config('app.sight', '{all}', true);
  SELECT array_agg(a.id) INTO found FROM incidents i JOIN alerts a ON a.tenant_id = i.tenant_id AND a.incident_id = i.id
    WHERE i.restricted_at IS NOT NULL;
  PERFORM set_config('app.sight', coalesce(sight, ''), true);
  RETURN coalesce(found, '{}');
END $$;--> statement-breakpoint
CREATE FUNCTION withheld_clocks() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  alerts uuid[] := withheld_alerts();
  found uuid[];
BEGIN
  SELECT array_agg(c.id) INTO found FROM (
    SELECT c.id FROM incidents i JOIN sla_clocks c ON c.tenant_id = i.tenant_id AND c.incident_id = i.id WHERE i.restricted_at IS NOT NULL
    UNION ALL
    SELECT c.id FROM sla_clocks c WHERE c.alert_id = ANY (alerts)) c;
  RETURN coalesce(found, '{}');
END $$;--> statement-breakpoint
CREATE FUNCTION tells_of_withheld(tenant uuid, delivery uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  sight text := current_setting('app.sight', true);
  found boolean;
BEGIN
  PERFORM set_config('app.sight', '{all}', true);
  SELECT EXISTS (SELECT FROM signals s JOIN alerts a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id
    JOIN incidents i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE s.tenant_id = tenant AND s.delivery_id = delivery AND i.restricted_at IS NOT NULL) INTO found;
  PERFORM set_config('app.sight', coalesce(sight, ''), true);
  RETURN found;
END $$;--> statement-breakpoint
-- The records an entry of the audit is about: incidents, and what hangs on them.
CREATE FUNCTION withheld_records() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
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
    UNION ALL SELECT x.id FROM sla_exclusions x WHERE x.clock_id = ANY (clocks)) r;
  PERFORM set_config('app.sight', coalesce(sight, ''), true);
  RETURN (coalesce(found, '{}') || alerts || clocks)::text[];
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION withheld_alerts(), withheld_clocks(), withheld_records(), tells_of_withheld(uuid, uuid) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION withheld_alerts(), withheld_clocks(), withheld_records(), tells_of_withheld(uuid, uuid) TO portal_web, portal_portfolio;--> statement-breakpoint
CREATE POLICY "wall_web" ON "restricted_incidents" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("restricted_incidents"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("restricted_incidents"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "restricted_incidents" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "restricted_incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "restricted_incidents" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("restricted_incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("restricted_incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "restricted_incidents" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("restricted_incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("restricted_incidents"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "restricted_incidents" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "alerts" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "alerts"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "alerts"."incident_id" is null or "alerts"."incident_id" <> all (array(select r.id from incidents r where r.restricted_at is not null)));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "handoffs" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "handoffs"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "handoffs"."incident_id" is null or "handoffs"."incident_id" <> all (array(select r.id from incidents r where r.restricted_at is not null)) or ("handoffs"."to_team" = 'noc' and ('all' = any (nullif(current_setting('app.asked', true), '')::text[]) or "handoffs"."tenant_id"::text = any (nullif(current_setting('app.asked', true), '')::text[]))));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "incident_entities" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "incident_entities"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "incident_entities"."incident_id" is null or "incident_entities"."incident_id" <> all (array(select r.id from incidents r where r.restricted_at is not null)));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "incident_timeline" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "incident_timeline"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "incident_timeline"."incident_id" is null or "incident_timeline"."incident_id" <> all (array(select r.id from incidents r where r.restricted_at is not null)));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "restricted_incidents" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "restricted_incidents"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or false);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "deliveries" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "deliveries"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or not exists (select from incidents r where r.restricted_at is not null) or not tells_of_withheld("deliveries"."tenant_id", "deliveries"."id"));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "signals" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "signals"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "signals"."alert_id" is null or "signals"."alert_id" <> all ((select withheld_alerts())::uuid[]));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "sla_breach_reasons" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_breach_reasons"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_breach_reasons"."clock_id" <> all ((select withheld_clocks())::uuid[]));--> statement-breakpoint
CREATE POLICY "need_to_know" ON "sla_exclusions" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_exclusions"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_exclusions"."clock_id" <> all ((select withheld_clocks())::uuid[]));--> statement-breakpoint
ALTER TABLE restricted_incidents FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON restricted_incidents TO portal_web;--> statement-breakpoint
GRANT SELECT ON restricted_incidents TO portal_portfolio;
