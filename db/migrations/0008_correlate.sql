CREATE INDEX IF NOT EXISTS "incidents_group" ON "incidents" USING btree ("tenant_id","group_key","opened_at") WHERE group_key is not null;
