CREATE TABLE "early_clears" (
	"tenant_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"occurred_at" timestamptz NOT NULL,
	CONSTRAINT "early_clears_tenant_id_fingerprint_pk" PRIMARY KEY("tenant_id","fingerprint")
);--> statement-breakpoint
ALTER TABLE "early_clears" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall_web" ON "early_clears" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("early_clears"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("early_clears"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "early_clears" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "early_clears"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "early_clears" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("early_clears"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("early_clears"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "early_clears" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("early_clears"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("early_clears"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "early_clears" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "early_clears" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON early_clears TO portal_worker;
