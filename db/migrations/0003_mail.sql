CREATE TABLE "mail_outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"to_address" text NOT NULL,
	"to_name" text NOT NULL,
	"props" jsonb NOT NULL,
	"sealed" text,
	"status" text NOT NULL,
	"attempts" smallint NOT NULL,
	"next_attempt_at" timestamptz NOT NULL,
	"last_error" text,
	"client_id" uuid,
	"expires_at" timestamptz,
	"created_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	CONSTRAINT "mail_outbox_status_known" CHECK ("mail_outbox"."status" in ('queued', 'sent', 'dead', 'kept', 'dropped')),
	CONSTRAINT "mail_outbox_secrets_erased" CHECK ("mail_outbox"."sealed" is null or "mail_outbox"."status" in ('queued', 'kept'))
);
--> statement-breakpoint
CREATE TABLE "mail_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mail_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"template" text NOT NULL,
	"to_address" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mail_outbox_due" ON "mail_outbox" USING btree ("next_attempt_at","id") WHERE "mail_outbox"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "mail_outbox_order" ON "mail_outbox" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "mail_outbox_status" ON "mail_outbox" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "mail_actions_mail" ON "mail_actions" USING btree ("mail_id","at");--> statement-breakpoint
ALTER TABLE "mail_outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail_outbox" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail_actions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail_actions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall_identity" ON "mail_outbox" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "mail_outbox" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "wall_identity" ON "mail_actions" AS RESTRICTIVE FOR ALL TO "portal_web", "portal_worker" USING (current_setting('app.door', true) = 'identity') WITH CHECK (current_setting('app.door', true) = 'identity');--> statement-breakpoint
CREATE POLICY "granted" ON "mail_actions" AS PERMISSIVE FOR ALL TO "portal_web", "portal_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Screens write mails and look at them; what was done with one is added and read, never altered.
GRANT SELECT, INSERT, UPDATE ON mail_outbox TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT ON mail_actions TO portal_web;--> statement-breakpoint
-- The worker sends them and prunes the old ones.
GRANT SELECT, UPDATE, DELETE ON mail_outbox TO portal_worker;
