import { createHash } from "node:crypto"
import { type Adapter, type CanonicalEvent, ignored, type Normalised } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, shipped } from "../documents.ts"
import { at, type Fields, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { entriesOf } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { readWrittenTime } from "../written-time.ts"
import { fleetEvents, isFleet, isFleetNote } from "./osquery-fleet.ts"

/**
 * osquery: its results log as events, as batches and as the TLS logger posts it; also the automations of Fleet. A row that
 * a query adds is an alert, one that it no longer finds ends it. Snapshots and queries of the packs that watch osquery and
 * the hardware are inventory.
 *
 * @see https://osquery.readthedocs.io/en/stable/deployment/logging/
 */
export const osquery: Adapter = {
  key: "osquery",
  label: "osquery",
  discipline: "soc",
  normalise(body) {
    const documents = documentsOf(body, "osquery").map((one) =>
      firstText(one, "name") === null ? shipped(one) : one,
    )
    if (documents.every(isFleetNote)) return ignored("an activity in Fleet, not an alert")
    if (documents.some(isFleet)) return fleetEvents(documents.filter(isFleet))
    const logs = entriesOf(documents, "data")
    const results = logs.filter((log) => firstText(log, "name") !== null || isFields(at(log, "columns")))
    if (results.length === 0) return withoutResults(logs)
    const rows = results
      .filter((log) => !inventory.test(firstText(log, "name")?.slice(0, 500) ?? ""))
      .flatMap(rowsOf)
    return rows.length > 0 ? eventsOf(rows, eventOf) : ignored("inventory, not alerts")
  },
}

const inventory =
  /(?:osquery[-_]?monitoring|hardware[-_]?monitoring|inventory|osquery_info|system_info|schedule)/i

function withoutResults(logs: readonly unknown[]): Normalised {
  const isStatus = (log: unknown) =>
    firstText(log, "message", "node_key") !== null || firstText(log, "log_type") === "status"
  if (logs.length === 0 || logs.some(isStatus)) return ignored("status of osquery, not results")
  throw new UnreadableBody("neither name nor columns, as every result of osquery has")
}

type Row = { readonly log: unknown; readonly columns: Fields; readonly action: string | null }

function rowsOf(log: unknown): Row[] {
  const batch = at(log, "diffResults")
  if (isFields(batch))
    return ["added", "removed"].flatMap((action) =>
      listOf(at(batch, action)).map((columns) => ({ log, columns: fieldsOf(columns), action })),
    )
  const action = firstText(log, "action")
  if (action?.toLowerCase() === "snapshot" || Array.isArray(at(log, "snapshot"))) return []
  return [{ log, columns: fieldsOf(at(log, "columns")), action }]
}

/** Columns that change while the row stays what it is. */
const passing = new Set([
  "time",
  "eid",
  "pid",
  "parent",
  "uptime",
  "counter",
  "resident_size",
  "total_size",
  "user_time",
  "system_time",
  "start_time",
  "atime",
  "instance_id",
])

function eventOf({ log, columns, action }: Row): CanonicalEvent {
  const name = firstText(log, "name")
  const host = firstText(log, "hostIdentifier", "decorations.hostname", "hostname", "decorations.host_uuid")
  const what = firstText(columns, "command", "cmdline", "path", "target_path", "name", "username", "address")
  const port = firstText(columns, "port")
  const about = what ?? (port && `port ${port}`)
  const isGone = action?.toLowerCase() === "removed"
  const time = at(log, "unixTime") === undefined ? "calendarTime" : "unixTime"
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: [name ?? "osquery result", about].filter(Boolean).join(": "),
    description: Object.entries(labelsOf(columns, "", 1))
      .map(([column, value]) => `${column}: ${value}`)
      .join("\n"),
    status: { value: isGone ? "resolved" : "firing", word: action, partial: [] },
    time: readWrittenTime(time, at(log, time)),
    // osquery has no id: a row is what the query found on the host.
    dedupeKey: [name, host, hashOf(columns)],
    groupKey: [name],
    asset: host,
    rule: name,
    observables: [
      ...pickObservables(columns, {
        ip: ["remote_address", "remote_ip", "address", "local_address", "host", "src_ip", "dst_ip"],
        hash: ["sha256", "sha1", "md5"],
        user: ["username", "user"],
        url: ["url"],
        mail: ["email"],
      }),
      ...["command", "cmdline", "message"].flatMap((column) => findObservables(firstText(columns, column))),
    ],
    labels: { ...labelsOf(columns, "", 1), ...labelsOf(at(log, "decorations"), "decorations.", 1) },
    expects: { name, hostIdentifier: host, action },
  })
}

function hashOf(columns: Fields): string | null {
  const lasting = Object.entries(columns)
    .filter(([column]) => !passing.has(column.toLowerCase()))
    .map(([column, value]) => [column.toLowerCase(), text(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return lasting.length > 0 ? createHash("sha256").update(JSON.stringify(lasting)).digest("base64url") : null
}
