CREATE TABLE "source_signatures" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"created_at" timestamptz NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "source_signatures_tenant_id_source_id_pk" PRIMARY KEY("tenant_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "source_signatures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_hours" ADD COLUMN "unsigned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source_signatures" ADD CONSTRAINT "signatures_source" FOREIGN KEY ("tenant_id","source_id") REFERENCES "public"."sources"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "wall_web" ON "source_signatures" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("source_signatures"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid or current_setting('app.door', true) = 'identity') WITH CHECK ("source_signatures"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid or current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "source_signatures" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "source_signatures"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "source_signatures" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("source_signatures"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials') WITH CHECK ("source_signatures"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]) or current_setting('app.door', true) = 'credentials');--> statement-breakpoint
CREATE POLICY "wall_worker" ON "source_signatures" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("source_signatures"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("source_signatures"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "source_signatures" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "source_signatures" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON source_signatures TO portal_web;--> statement-breakpoint
GRANT SELECT ON source_signatures TO portal_portfolio;--> statement-breakpoint
GRANT SELECT ON source_signatures TO portal_ingest;--> statement-breakpoint
CREATE TRIGGER source_signatures_changed AFTER INSERT OR UPDATE OR DELETE ON source_signatures
  FOR EACH STATEMENT EXECUTE FUNCTION tell_credentials_changed();--> statement-breakpoint
GRANT DELETE ON storms, source_hours TO portal_worker;
