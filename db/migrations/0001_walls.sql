-- What drizzle-kit cannot emit: forced row security, grants of the program's logins, partitions, functions.
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portal_web, portal_portfolio, portal_ingest, portal_worker;--> statement-breakpoint
-- Screens and the API: one client at a time, or the identity door.
GRANT SELECT, INSERT, UPDATE ON clients, tenant_counters, sources, source_credentials, alerts, incidents, sla_clocks TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT ON incident_timeline, audit_entries TO portal_web;--> statement-breakpoint
GRANT SELECT ON inbox, deliveries, quarantine, signals TO portal_web;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, api_tokens TO portal_web;--> statement-breakpoint
-- Reading across the clients in reach: nothing but select.
GRANT SELECT ON clients, sources, alerts, incidents, incident_timeline, sla_clocks, inbox, deliveries, quarantine, signals, audit_entries TO portal_portfolio;--> statement-breakpoint
-- The receiver: credentials in, raw deliveries and their keys out.
GRANT SELECT ON sources, source_credentials, deliveries TO portal_ingest;--> statement-breakpoint
GRANT SELECT, INSERT ON inbox, delivery_keys TO portal_ingest;--> statement-breakpoint
GRANT SELECT ON signals TO portal_ingest;--> statement-breakpoint
-- The worker: drains the inbox and runs jobs for the tenants of its batch.
GRANT SELECT, UPDATE, DELETE ON inbox TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT ON deliveries, quarantine, signals, incident_timeline, audit_entries TO portal_worker;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON tenant_counters, alerts, incidents, sla_clocks TO portal_worker;--> statement-breakpoint
GRANT SELECT, DELETE ON delivery_keys TO portal_worker;--> statement-breakpoint
GRANT SELECT ON clients TO portal_worker;--> statement-breakpoint
GRANT SELECT, UPDATE (last_delivery_at) ON sources TO portal_worker;--> statement-breakpoint
GRANT SELECT, DELETE ON sessions TO portal_worker;--> statement-breakpoint
-- The inbox lives by insert and delete: keep it packed and swept.
ALTER TABLE inbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
-- Raw bodies pass through quickly: no time spent on compressing what is deleted a moment later.
ALTER TABLE inbox ALTER COLUMN body SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE alerts SET (fillfactor = 85);--> statement-breakpoint
-- History is dropped by the month. Partitions are reached through their parent only: they carry no grants.
CREATE FUNCTION ensure_month_partitions(first date, months int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  lower_bound date;
  part text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['deliveries', 'signals'] LOOP
    FOR i IN 0 .. months - 1 LOOP
      lower_bound := (date_trunc('month', first) + make_interval(months => i))::date;
      part := parent || '_' || to_char(lower_bound, 'YYYY_MM');
      IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent,
          lower_bound::text || ' 00:00:00+00', (lower_bound + interval '1 month')::date::text || ' 00:00:00+00');
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
      END IF;
    END LOOP;
  END LOOP;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ensure_month_partitions(date, int) FROM PUBLIC;--> statement-breakpoint
-- A row outside every month still has a place: nothing accepted is refused for its date.
CREATE TABLE deliveries_other PARTITION OF deliveries DEFAULT;--> statement-breakpoint
CREATE TABLE signals_other PARTITION OF signals DEFAULT;--> statement-breakpoint
ALTER TABLE deliveries_other ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE deliveries_other FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE signals_other ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE signals_other FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- One flush of the receiver: a single statement, so a single round trip and a single commit.
-- `batch` is an array of {tenant, id, source, credential, adapter, contentType, encoding, body, key?}; `credentials` are the
-- distinct tokens' hashes in it, `keyed` says that some rows have an idempotency key. Gives back what was not stored: (sent
-- id, first id) where the key had been answered before, and (sent id, null) where the credential has been revoked
-- meanwhile: a revocation that has committed lets nothing more in.
CREATE FUNCTION accept_deliveries(tenants uuid[], credentials text[], batch json, keyed boolean, wake boolean)
RETURNS TABLE (sent uuid, first uuid) LANGUAGE plpgsql SECURITY INVOKER SET search_path = public, pg_temp AS $$
DECLARE
  dead text[];
BEGIN
  -- A 202 promises durability. Whatever weakened this session's settings, nothing is accepted under them.
  IF current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') OR current_setting('fsync') <> 'on' OR current_setting('full_page_writes') <> 'on' THEN
    RAISE EXCEPTION 'the database does not commit durably: synchronous_commit, fsync and full_page_writes must be on';
  END IF;
  PERFORM set_config('app.tenants', tenants::text, true);
  SELECT coalesce(array_agg(h), '{}') INTO dead FROM unnest(credentials) AS h
    WHERE NOT EXISTS (
      SELECT FROM source_credentials c JOIN sources s ON s.tenant_id = c.tenant_id AND s.id = c.source_id
      WHERE c.token_hash = h AND c.tenant_id = ANY (tenants) AND c.revoked_at IS NULL
        AND (c.expires_at IS NULL OR c.expires_at > now()) AND s.enabled AND s.deleted_at IS NULL);
  IF NOT keyed AND cardinality(dead) = 0 THEN
    INSERT INTO inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body)
      SELECT d.tenant, d.id, d.source, d.adapter, now(), d."contentType", d.encoding, d.body
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, adapter text, "contentType" text, encoding text, body text);
  ELSE
    INSERT INTO delivery_keys (tenant_id, source_id, key_hash, delivery_id, received_at)
      SELECT DISTINCT ON (d.tenant, d.source, d.key) d.tenant, d.source, d.key, d.id, now()
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, key text)
      WHERE d.key IS NOT NULL AND d.credential <> ALL (dead) ORDER BY d.tenant, d.source, d.key, d.id
      ON CONFLICT DO NOTHING;
    RETURN QUERY
      SELECT d.id, CASE WHEN d.credential = ANY (dead) THEN NULL ELSE k.delivery_id END
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, key text)
      LEFT JOIN delivery_keys k ON k.tenant_id = d.tenant AND k.source_id = d.source AND k.key_hash = d.key
      WHERE d.credential = ANY (dead) OR k.delivery_id <> d.id;
    INSERT INTO inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body)
      SELECT d.tenant, d.id, d.source, d.adapter, now(), d."contentType", d.encoding, d.body
      FROM json_to_recordset(batch) AS d(tenant uuid, id uuid, source uuid, credential text, adapter text, "contentType" text, encoding text, body text, key text)
      LEFT JOIN delivery_keys k ON k.tenant_id = d.tenant AND k.source_id = d.source AND k.key_hash = d.key
      WHERE d.credential <> ALL (dead) AND (d.key IS NULL OR k.delivery_id = d.id);
  END IF;
  IF wake THEN PERFORM pg_notify('inbox', ''); END IF;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION accept_deliveries(uuid[], text[], json, boolean, boolean) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION accept_deliveries(uuid[], text[], json, boolean, boolean) TO portal_ingest;--> statement-breakpoint
-- The receiver's cache of credentials follows every change of them.
CREATE FUNCTION tell_credentials_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('credentials', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER sources_changed AFTER INSERT OR UPDATE OF adapter, enabled, rate_per_second, burst, deleted_at ON sources
  FOR EACH STATEMENT EXECUTE FUNCTION tell_credentials_changed();--> statement-breakpoint
CREATE TRIGGER source_credentials_changed AFTER INSERT OR UPDATE ON source_credentials
  FOR EACH STATEMENT EXECUTE FUNCTION tell_credentials_changed();
