-- Written by hand: where an entry came from and what became of it, a home for the provider's own entries, and the hash chain.
ALTER TABLE "audit_entries"
	ADD COLUMN "result" text DEFAULT 'ok' NOT NULL,
	ADD COLUMN "reason" text,
	ADD COLUMN "address" text,
	ADD COLUMN "user_agent" text,
	ADD COLUMN "request_id" text;--> statement-breakpoint
CREATE INDEX "audit_entries_newest" ON "audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"salt" text,
	"personal_digest" text NOT NULL,
	"entry_digest" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_seals_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq")
);--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seals_entry" ON "audit_seals" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE TABLE "audit_verifications" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"ok" boolean NOT NULL,
	"from_seq" bigint NOT NULL,
	"head_seq" bigint NOT NULL,
	"head_hash" text NOT NULL,
	"verified_to" timestamptz,
	"bad_seq" bigint,
	"bad_entry_id" uuid,
	"why" text,
	CONSTRAINT "audit_verifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);--> statement-breakpoint
CREATE INDEX "audit_verifications_newest" ON "audit_verifications" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE TABLE "provider_audit_entries" (
	"id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"result" text DEFAULT 'ok' NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	"address" text,
	"user_agent" text,
	"request_id" text,
	"target_id" uuid,
	"client_id" uuid,
	"once_key" text,
	CONSTRAINT "provider_audit_entries_id_pk" PRIMARY KEY("id")
);--> statement-breakpoint
CREATE INDEX "provider_audit_entries_order" ON "provider_audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_audit_entries_once" ON "provider_audit_entries" USING btree ("once_key") WHERE once_key is not null;--> statement-breakpoint
CREATE TABLE "provider_audit_seals" (
	"seq" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"salt" text,
	"personal_digest" text NOT NULL,
	"entry_digest" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "provider_audit_seals_seq_pk" PRIMARY KEY("seq")
);--> statement-breakpoint
CREATE UNIQUE INDEX "provider_audit_seals_entry" ON "provider_audit_seals" USING btree ("entry_id");--> statement-breakpoint
CREATE TABLE "provider_audit_verifications" (
	"id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"ok" boolean NOT NULL,
	"from_seq" bigint NOT NULL,
	"head_seq" bigint NOT NULL,
	"head_hash" text NOT NULL,
	"verified_to" timestamptz,
	"bad_seq" bigint,
	"bad_entry_id" uuid,
	"why" text,
	CONSTRAINT "provider_audit_verifications_id_pk" PRIMARY KEY("id")
);--> statement-breakpoint
CREATE INDEX "provider_audit_verifications_newest" ON "provider_audit_verifications" USING btree ("at");--> statement-breakpoint
ALTER TABLE "audit_seals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_seals" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_verifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_verifications" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_entries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_seals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_seals" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_verifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_audit_verifications" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall_web" ON "audit_seals" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("audit_seals"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("audit_seals"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "audit_seals" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "audit_seals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "audit_seals" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("audit_seals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("audit_seals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "audit_seals" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("audit_seals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("audit_seals"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "audit_seals" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_web" ON "audit_verifications" AS RESTRICTIVE FOR ALL TO "portal_web" USING ("audit_verifications"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("audit_verifications"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "wall_portfolio" ON "audit_verifications" AS RESTRICTIVE FOR ALL TO "portal_portfolio" USING (current_setting('app.clients', true) = 'all' or "audit_verifications"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "wall_ingest" ON "audit_verifications" AS RESTRICTIVE FOR ALL TO "portal_ingest" USING ("audit_verifications"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) WITH CHECK ("audit_verifications"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[]));--> statement-breakpoint
CREATE POLICY "wall_worker" ON "audit_verifications" AS RESTRICTIVE FOR ALL TO "portal_worker" USING (("audit_verifications"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true) WITH CHECK (("audit_verifications"."tenant_id" = any (nullif(current_setting('app.tenants', true), '')::uuid[])) is true);--> statement-breakpoint
CREATE POLICY "granted" ON "audit_verifications" AS PERMISSIVE FOR ALL TO "portal_ingest", "portal_portfolio", "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "provider_audit_entries" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "provider_audit_entries" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "provider_audit_seals" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "provider_audit_seals" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "provider_audit_verifications" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "provider_audit_verifications" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Everybody adds and reads, nobody alters: no UPDATE, DELETE or TRUNCATE for any login of the program. Only the worker seals:
-- whoever takes over the web process cannot lengthen a chain.
GRANT SELECT, INSERT ON audit_verifications, provider_audit_entries, provider_audit_verifications TO portal_web, portal_worker;--> statement-breakpoint
GRANT SELECT ON audit_seals, provider_audit_seals TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT ON audit_seals, provider_audit_seals TO portal_worker;--> statement-breakpoint
GRANT SELECT ON audit_seals, audit_verifications TO portal_portfolio;
