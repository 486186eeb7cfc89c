import type postgres from "postgres"
import { type ListenerState, listenerStates, portLock } from "#app/domain/sources/listener.ts"
import type { ListenerRow } from "./assign.ts"

type Row = Omit<ListenerRow, "live">

/** Every listener there is or was, oldest first. Read through the door: no tenant is known yet. */
export function selectListeners(sql: postgres.Sql): Promise<Row[]> {
  return sql.begin(async (tx) => {
    await tx`select set_config('app.door', 'credentials', true)`
    return tx<Row[]>`
      select l.id, l.tenant_id as tenant, l.kind, l.port, l.certificate_hash as certificate, l.credential_hash as credential,
        l.removed_at is null and s.deleted_at is null as kept
      from source_listeners l join sources s on s.tenant_id = l.tenant_id and s.id = l.source_id
      order by l.created_at, l.id`
  })
}

/**
 * Says how the listeners do and which ports are given, by shared advisory locks of this session: they are seen from every
 * client's side, need no table, and go with this process.
 */
export async function announce(
  sql: postgres.Sql,
  states: ReadonlyMap<string, ListenerState>,
  ports: readonly number[],
): Promise<void> {
  const marks = [...states].map(([id, state]) => ({ state: listenerStates[state], id }))
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_unlock_all()`
    await tx`
      select pg_try_advisory_lock_shared(m.state, hashtext(m.id))
      from json_to_recordset(${JSON.stringify(marks)}::text::json) as m(state int, id text)`
    await tx`
      select pg_try_advisory_lock_shared(${portLock}, p::int)
      from json_array_elements_text(${JSON.stringify([...new Set(ports)])}::text::json) as p`
  })
}
