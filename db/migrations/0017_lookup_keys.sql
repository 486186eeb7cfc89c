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
CREATE TABLE "asset_aliases" (
	"tenant_id" uuid NOT NULL,
	"alias" text NOT NULL,
	"asset_id" uuid NOT NULL,
	CONSTRAINT "asset_aliases_tenant_id_alias_asset_id_pk" PRIMARY KEY("tenant_id","alias","asset_id")
);--> statement-breakpoint
ALTER TABLE "asset_aliases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "asset_aliases" ADD CONSTRAINT "aliases_asset" FOREIGN KEY ("tenant_id","asset_id") REFERENCES "public"."assets"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asset_aliases_asset" ON "asset_aliases" USING btree ("asset_id");--> statement-breakpoint
CREATE POLICY "wall_web" ON "asset_aliases" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("asset_aliases"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("asset_aliases"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "asset_aliases" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "asset_aliases"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "asset_aliases" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("asset_aliases"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("asset_aliases"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "asset_aliases" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("asset_aliases"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("asset_aliases"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "asset_aliases" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE assets NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO asset_aliases (tenant_id, alias, asset_id)
SELECT DISTINCT tenant_id, unnest(aliases), id FROM assets WHERE archived_at IS NULL;--> statement-breakpoint
ALTER TABLE assets FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX assets_aliases;--> statement-breakpoint
ALTER TABLE "early_clears" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "asset_aliases" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON early_clears TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON asset_aliases TO portal_web;--> statement-breakpoint
GRANT SELECT ON early_clears, asset_aliases TO portal_portfolio;--> statement-breakpoint
GRANT SELECT ON asset_aliases TO portal_worker;
