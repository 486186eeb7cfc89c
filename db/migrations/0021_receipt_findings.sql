CREATE INDEX "finding_sightings_delivery" ON "finding_sightings" USING btree ("tenant_id","delivery_id");--> statement-breakpoint
-- A receipt names the findings of its delivery: their ids, and nothing else of them.
GRANT SELECT (tenant_id, finding_id, delivery_id) ON finding_sightings TO portal_ingest;
