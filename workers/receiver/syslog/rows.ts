import type postgres from "postgres"
import { type ListenerState, listenerStates, portLock } from "#app/domain/sources/listener.ts"
import type { ListenerRow } from "./assign.ts"

type Row = Omit<ListenerRow, "live">

/**
 * Every listener there is or was, oldest first. Read through the door: no tenant is known yet. Both statements go in one
 * message, which is one transaction: a connection that dies between two messages of a transaction ends the process, for the
 * driver writes to it all the same.
 */
export async function selectListeners(sql: postgres.Sql): Promise<Row[]> {
  const [, rows] = await sql
    .unsafe<[unknown[], Row[]]>(
      `select set_config('app.door', 'credentials', true);
      select l.id, l.tenant_id as tenant, l.kind, l.port, l.certificate_hash as certificate, l.credential_hash as credential,
        l.removed_at is null and s.deleted_at is null as kept
      from source_listeners l join sources s on s.tenant_id = l.tenant_id and s.id = l.source_id
      order by l.created_at, l.id`,
    )
    .simple()
  return [...rows]
}

/**
 * Says how the listeners do and which ports are given, by shared advisory locks of this session: they are seen from every
 * client's side, need no table, and go with this process. What it said before is taken back in the same statement.
 */
export async function announce(
  sql: postgres.Sql,
  states: ReadonlyMap<string, ListenerState>,
  ports: readonly number[],
): Promise<void> {
  const ofStates = [...states].map(([id, state]) => ({ state: listenerStates[state], id, port: null }))
  const ofPorts = [...new Set(ports)].map((port) => ({ state: portLock, id: null, port }))
  await sql`
    with before as materialized (select pg_advisory_unlock_all())
    select pg_try_advisory_lock_shared(m.state, coalesce(m.port, hashtext(m.id)))
    from before left join json_to_recordset(${JSON.stringify([...ofStates, ...ofPorts])}::text::json)
      as m(state int, id text, port int) on true`
}
