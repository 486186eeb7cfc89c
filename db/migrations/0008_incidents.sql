-- Follows the group of a merged incident to its survivor; without it each batch reads all of a client's incidents.
CREATE INDEX IF NOT EXISTS "incidents_merged_group" ON "incidents" USING btree ("tenant_id","group_key") WHERE merged_into is not null;
