import type postgres from "postgres"

/** Tables that name an incident, an alert, a finding or a clock and hold no word of what it is about, each with what they hold instead. */
const wordless: Readonly<Record<string, string>> = {
  incidents: "its title moves away while it is need to know, and the rest is left out by `withheld`",
  pending_notices: "who is to be mailed of which incident; mails name it by its number",
  sla_clock_events:
    "what became of a clock, in the words of the engine; why a stop was corrected is shown from the correction",
  sla_clock_levels: "moments",
  sla_clocks: "moments: an incident's clocks are read by everybody who reads incidents",
  sla_events: "what clocks are worked out from, which has to be whole; its texts are shown nowhere",
  storms: "how many alerts arrived",
}

/** Tables with words of an incident that row security does not keep from who does not need to know. */
export async function needToKnowFindings(owner: postgres.Sql): Promise<string[]> {
  const tables = await owner<{ name: string; walled: boolean }[]>`
    select c.relname as name, exists (
      select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.permissive = 'RESTRICTIVE'
        and p.cmd = 'SELECT' and p.qual like '%app.sight%' and p.roles::text[] @> array['portal_web', 'portal_portfolio']) as walled
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      and (c.relname in ('alerts', 'deliveries') or exists (select from pg_attribute a where a.attrelid = c.oid
        and a.attname in ('incident_id', 'alert_id', 'clock_id', 'finding_id')))`
  return tables
    .filter(({ name, walled }) => !walled && !wordless[name])
    .map(({ name }) => `${name}: shows words of what is need to know`)
}
