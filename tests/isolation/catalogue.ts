import type postgres from "postgres"
import { needToKnowFindings } from "./need-to-know-catalogue.ts"

/** Unique keys that lead with something else than the tenant, each with the reason it tells nobody anything. */
const exemptUnique: Readonly<Record<string, string>> = {
  clients_code: "the provider's own list of clients; only staff who reach every client may add to it",
  clients_provider: "the provider's own row, of which there is one",
  clients_pkey: "the id of a client is the tenant id",
}
/** Tables without a tenant: people, their keys and mails to them, behind the identity door. */
const identity = [
  "account_links",
  "api_tokens",
  "campaign_incidents",
  "campaigns",
  "ceremonies",
  "client_group_members",
  "client_groups",
  "client_security",
  "correlation_rules",
  "grants",
  "invitations",
  "mail_outbox",
  "passkeys",
  "provider_audit_entries",
  "provider_audit_seals",
  "provider_audit_verifications",
  "recovery_codes",
  "security_policies",
  "sessions",
  "sign_in_tries",
  "sla_calendars",
  "sla_policies",
  "sso_connections",
  "sso_identities",
  "totp_secrets",
  "users",
]
const logins = ["portal_web", "portal_portfolio", "portal_ingest", "portal_worker"]
/** Also the one that reads all and writes nothing: backups. */
const allLogins = [...logins, "portal_backup"]

/** Everything in the database's catalogue that would let one tenant's rows reach another; empty when the walls stand. */
export async function findings(owner: postgres.Sql): Promise<string[]> {
  const tables = await owner<
    { name: string; tenant: boolean; enabled: boolean; forced: boolean; partition: boolean }[]
  >`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, c.relispartition as partition,
      (c.relname = 'clients' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')) as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`
  const found: string[] = []
  for (const table of tables) {
    if (!table.tenant && !identity.includes(table.name))
      found.push(`${table.name}: has neither a tenant nor a place among the identity tables`)
    if (!table.enabled) found.push(`${table.name}: row security is off`)
    if (!table.forced) found.push(`${table.name}: row security is not forced`)
  }
  const parents = tables.filter((table) => table.tenant && !table.partition).map((table) => table.name)
  return [
    ...found,
    ...(await policyFindings(owner, parents)),
    ...(await keyFindings(owner, parents)),
    ...(await objectFindings(owner)),
    ...(await roleFindings(owner)),
    ...(await needToKnowFindings(owner)),
  ]
}

async function policyFindings(owner: postgres.Sql, tables: readonly string[]): Promise<string[]> {
  const policies = await owner<
    {
      table: string
      permissive: string
      roles: string[]
      cmd: string
      check: string | null
      using: string | null
    }[]
  >`
    select tablename as table, permissive, roles::text[] as roles, cmd, with_check as check, qual as using from pg_policies where schemaname = 'public'`
  const found: string[] = []
  for (const table of tables) {
    for (const login of logins) {
      const walls = policies.filter(
        (p) =>
          p.table === table && p.permissive === "RESTRICTIVE" && p.roles.includes(login) && p.cmd === "ALL",
      )
      if (walls.length === 0) found.push(`${table}: no restrictive policy binds ${login}`)
      for (const wall of walls)
        if (!/app\.(tenant|clients)/.test(wall.using ?? ""))
          found.push(`${table}: the wall of ${login} does not look at the tenant`)
    }
  }
  for (const table of identity)
    for (const login of ["portal_web", "portal_worker"])
      if (
        !policies.some(
          (p) =>
            p.table === table &&
            p.permissive === "RESTRICTIVE" &&
            p.roles.includes(login) &&
            p.cmd === "ALL" &&
            /app\.door'?.* = 'identity'/.test(p.using ?? ""),
        )
      )
        found.push(`${table}: nothing keeps ${login} out without the identity door`)
  if (!policies.some((p) => p.table === "mail_outbox" && p.cmd === "INSERT" && isNoticesAlone(p)))
    found.push("mail_outbox: the worker may write whatever mail it likes")
  for (const p of policies)
    if (p.cmd !== "SELECT" && p.cmd !== "DELETE" && p.check === null)
      found.push(`${p.table}: a policy for ${p.cmd} has no check`)
  return found
}

/** The worker reads what strangers send: it writes notices, and links to nobody. */
function isNoticesAlone(p: {
  readonly permissive: string
  readonly roles: readonly string[]
  readonly check: string | null
}): boolean {
  const check = p.check ?? ""
  return (
    p.permissive === "RESTRICTIVE" &&
    p.roles.includes("portal_worker") &&
    /^\(\(template = ANY \(ARRAY\['sla-notice'::text, 'handoff-notice'::text, 'hold-reminder'::text\]\)\) AND \(sealed IS NULL\)\)$/.test(
      check,
    )
  )
}

async function keyFindings(owner: postgres.Sql, tables: readonly string[]): Promise<string[]> {
  const unique = await owner<{ table: string; index: string; first: string }[]>`
    select t.relname as table, i.relname as index, a.attname as first
    from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
    where x.indisunique and t.relname = any (${tables as string[]})`
  const foreign = await owner<{ table: string; name: string; columns: string[] }[]>`
    select c.conrelid::regclass::text as table, c.conname as name,
      array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k) as columns
    from pg_constraint c where c.contype = 'f' and c.conrelid::regclass::text = any (${tables as string[]})`
  return [
    ...unique
      .filter((u) => u.first !== "tenant_id" && !exemptUnique[u.index])
      .map((u) => `${u.table}: the unique key ${u.index} does not start with the tenant`),
    ...foreign
      .filter((f) => !f.columns.includes("tenant_id"))
      .map((f) => `${f.table}: the foreign key ${f.name} lacks the tenant`),
  ]
}

async function objectFindings(owner: postgres.Sql): Promise<string[]> {
  const views = await owner<{ name: string; kind: string; options: string[] | null }[]>`
    select c.relname as name, c.relkind as kind, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('v', 'm')`
  const definers = await owner<{ name: string }[]>`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`
  return [
    ...views.filter((v) => v.kind === "m").map((v) => `${v.name}: a materialized view knows no row security`),
    ...views
      .filter((v) => v.kind === "v" && !v.options?.includes("security_invoker=true"))
      .map((v) => `${v.name}: a view without security_invoker`),
    ...definers.map((d) => `${d.name}: a security definer function`),
  ]
}

async function roleFindings(owner: postgres.Sql): Promise<string[]> {
  const roles = await owner<{ name: string; strong: boolean; owns: boolean; members: string[] }[]>`
    select r.rolname as name, (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb) as strong,
      exists (select from pg_class c where c.relowner = r.oid) as owns,
      array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as members
    from pg_roles r where r.rolname = any (${allLogins})`
  const grants = await owner<{ role: string; table: string; what: string }[]>`
    select grantee as role, table_name as table, privilege_type as what from information_schema.role_table_grants
    where grantee = any (${allLogins}) and table_schema = 'public' and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
      or (grantee in ('portal_portfolio', 'portal_backup') and privilege_type <> 'SELECT') or (table_name ~ 'audit' and privilege_type in ('UPDATE', 'DELETE')) or (grantee <> 'portal_worker' and table_name ~ 'audit_seals' and privilege_type = 'INSERT'))`
  const toEverybody = await owner<{ name: string }[]>`
    select table_name as name from information_schema.role_table_grants where grantee = 'PUBLIC' and table_schema = 'public'`
  return [
    ...(roles.length === allLogins.length ? [] : ["a login is missing"]),
    ...roles.filter((r) => r.strong).map((r) => `${r.name}: may more than log in`),
    ...roles.filter((r) => r.owns).map((r) => `${r.name}: owns a relation`),
    ...roles.flatMap((r) =>
      r.members
        .filter((m) => !(r.name === "portal_web" && m === "portal_portfolio"))
        .map((m) => `${r.name}: is a member of ${m}`),
    ),
    ...grants.map((g) => `${g.role}: has ${g.what} on ${g.table}`),
    ...toEverybody.map((t) => `${t.name}: granted to everybody`),
  ]
}
