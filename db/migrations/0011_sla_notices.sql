DROP INDEX "sla_clock_events_untold";--> statement-breakpoint
CREATE UNIQUE INDEX "sla_clock_events_told" ON "sla_clock_events" USING btree ("tenant_id","clock_id","kind") WHERE told_at is not null;--> statement-breakpoint
CREATE INDEX "sla_clock_events_untold" ON "sla_clock_events" USING btree ("recorded_at") WHERE told_at is null and kind in ('at_risk', 'breached');--> statement-breakpoint
CREATE POLICY "worker_writes_notices" ON "mail_outbox" AS RESTRICTIVE FOR INSERT TO "portal_worker" WITH CHECK ("mail_outbox"."template" = 'sla-notice' and "mail_outbox"."sealed" is null);--> statement-breakpoint
-- The worker tells staff of deadlines in the transaction that notes them told: it writes that one kind of mail ...
GRANT INSERT ON mail_outbox TO portal_worker;--> statement-breakpoint
-- ... and knows of people who they are and what they may do, nothing that proves it.
GRANT SELECT (id, email, name, client_id, disabled_at) ON users TO portal_worker;--> statement-breakpoint
GRANT SELECT ON grants, client_groups, client_group_members TO portal_worker;
