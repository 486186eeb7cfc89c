CREATE TABLE "sla_breach_reasons" (
	"tenant_id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"text" text NOT NULL,
	"noted_by" uuid,
	"noted_by_name" text NOT NULL,
	"noted_at" timestamptz NOT NULL,
	CONSTRAINT "sla_breach_reasons_tenant_id_clock_id_pk" PRIMARY KEY("tenant_id","clock_id")
);--> statement-breakpoint
ALTER TABLE "sla_breach_reasons" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_breach_reasons" ADD CONSTRAINT "reasons_clock" FOREIGN KEY ("tenant_id","clock_id") REFERENCES "public"."sla_clocks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_breach_reasons" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_breach_reasons"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_breach_reasons"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_breach_reasons" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_breach_reasons"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_breach_reasons" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_breach_reasons"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("sla_breach_reasons"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_breach_reasons" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_breach_reasons"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("sla_breach_reasons"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sla_breach_reasons" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE sla_breach_reasons FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sla_breach_reasons TO portal_web;--> statement-breakpoint
GRANT SELECT ON sla_breach_reasons TO portal_portfolio;
