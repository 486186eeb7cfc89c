CREATE TABLE "sla_corrections" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"stopped_at" timestamptz NOT NULL,
	"reason" text NOT NULL,
	"requested_by" uuid,
	"requested_by_name" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamptz,
	"decision" text,
	"was_missed" boolean,
	"is_missed" boolean,
	CONSTRAINT "sla_corrections_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
ALTER TABLE "sla_corrections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sla_corrections" ADD CONSTRAINT "corrections_clock" FOREIGN KEY ("tenant_id","clock_id") REFERENCES "public"."sla_clocks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sla_corrections_clock" ON "sla_corrections" USING btree ("tenant_id","clock_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sla_corrections_waiting" ON "sla_corrections" USING btree ("tenant_id","clock_id") WHERE state = 'requested';--> statement-breakpoint
CREATE POLICY "wall_web" ON "sla_corrections" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("sla_corrections"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("sla_corrections"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "sla_corrections" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "sla_corrections"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "sla_corrections" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("sla_corrections"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) WITH CHECK ("sla_corrections"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "sla_corrections" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("sla_corrections"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true) WITH CHECK (("sla_corrections"."tenant_id" = any ((select nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "sla_corrections" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "need_to_know" ON "sla_corrections" AS RESTRICTIVE FOR SELECT TO "portal_portfolio", "portal_web" USING ('all' = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_corrections"."tenant_id"::text = any (nullif(current_setting('app.sight', true), '')::text[]) or "sla_corrections"."clock_id" <> all ((select withheld_clocks())::uuid[]));--> statement-breakpoint
ALTER TABLE sla_corrections FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sla_corrections TO portal_web;--> statement-breakpoint
GRANT SELECT ON sla_corrections TO portal_portfolio;--> statement-breakpoint
-- What follows an incident that is need to know is so from its first moment: the pipeline writes its words apart.
GRANT INSERT ON restricted_incidents TO portal_worker;
