CREATE INDEX "incidents_group" ON "incidents" USING btree ("tenant_id","group_key","opened_at") WHERE group_key is not null;--> statement-breakpoint
-- Follows the group of a merged incident to its survivor; without it each batch reads all of a client's incidents.
CREATE INDEX "incidents_merged_group" ON "incidents" USING btree ("tenant_id","group_key") WHERE merged_into is not null;
