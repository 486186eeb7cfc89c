import { type SQL, sql } from "drizzle-orm"
import { type AnyPgColumn, customType, pgPolicy, pgRole, uuid } from "drizzle-orm/pg-core"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, Temporal } from "#app/kernel/time.ts"

/** The logins of the program. They own nothing; `db/roles.ts` makes them, migrations grant to them. */
export const webRole = pgRole("portal_web").existing()
/** What `portal_web` becomes for reading across clients: select only. No login of its own. */
export const portfolioRole = pgRole("portal_portfolio").existing()
export const ingestRole = pgRole("portal_ingest").existing()
export const workerRole = pgRole("portal_worker").existing()

/** The column every row of a client starts its keys with. */
export const tenantId = () => uuid("tenant_id").$type<TenantId>().notNull()

/** A moment, stored to the microsecond in UTC. `infinity` is not a moment: columns that hold it use `due`. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => "timestamptz",
  toDriver: (value) => writeInstant(value),
  fromDriver: (value) => readInstant(value),
})

/** A deadline to sort by: null in code is `infinity` in the database, so that rows without one come last. */
export const due = customType<{ data: Instant | null; driverData: string }>({
  dataType: () => "timestamptz",
  toDriver: (value) => (value ? writeInstant(value) : "infinity"),
  fromDriver: (value) => (value === "infinity" ? null : readInstant(value)),
})

/** What to write into a `due` column: drizzle passes null by its own way, past the column's mapping. */
export function orNever(at: Instant | null | undefined) {
  return at ?? sql<Instant | null>`'infinity'::timestamptz`
}

/** Reads Postgres' text form of a timestamptz ("2026-03-27 05:00:00.123+00"). */
export function readInstant(text: string): Instant {
  const [, year, month, day, hour, minute, second, fraction = ""] = utcText.exec(text) ?? []
  if (year === undefined) return Temporal.Instant.from(text.replace(" ", "T"))
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return Temporal.Instant.fromEpochNanoseconds(
    BigInt(at) * 1_000_000n + BigInt(fraction.padEnd(6, "0")) * 1000n,
  )
}

/** A moment as Postgres reads it. The library's own way takes ten times as long, and a batch writes thousands. */
export function writeInstant(at: Instant): string {
  const milliseconds = at.epochMilliseconds
  const below = Number(at.epochNanoseconds - BigInt(milliseconds) * 1_000_000n)
  const isPlain = milliseconds >= 0 && milliseconds < yearTenThousand && below % 1000 === 0
  if (!isPlain) return at.toString()
  const text = new Date(milliseconds).toISOString()
  return below === 0 ? text : `${text.slice(0, -1)}${String(below / 1000).padStart(3, "0")}Z`
}

const yearTenThousand = Date.UTC(10_000, 0)

/** How UTC sessions write a moment of the years 1000 to 9999. Worth a way of its own: a batch reads thousands. */
const utcText = /^([1-9]\d{3})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00$/

const oneTenant = sql`nullif(current_setting('app.tenant', true), '')::uuid`
const someTenants = sql`nullif(current_setting('app.tenants', true), '')::uuid[]`
/** The same, read once a statement and not once a row: a list of a hundred takes 0.1 ms to read. */
const batchTenants = sql`(select ${someTenants})::uuid[]`

/** True inside the named door (`inIdentity`, `inInbox`, …) and nowhere else. */
export const insideDoor = (door: string) => sql`current_setting('app.door', true) = ${sql.raw(`'${door}'`)}`

/**
 * The second wall of isolation: for each login a restrictive policy that no other policy can widen, and one
 * permissive policy that lets granted commands through. `doors` names the doors through which a role may also see
 * rows before a tenant is known.
 *
 * The forms are the measured ones: bare equality for one client, an "all" switch first and a bare `= any(...)` for a
 * portfolio's pages, whose plans go by what the list holds, and a list read once for batches, which write thousands of
 * rows. Queries bind the tenant as well; this is the second lock.
 */
export function tenantWall(
  tenant: AnyPgColumn,
  doors: { readonly web?: string; readonly ingest?: string; readonly worker?: string } = {},
) {
  const orDoor = (rule: ReturnType<typeof sql>, door: string | undefined) =>
    door ? sql`${rule} or ${insideDoor(door)}` : rule
  const web = orDoor(sql`${tenant} = ${oneTenant}`, doors.web)
  const portfolio = sql`current_setting('app.clients', true) = 'all' or ${tenant} = any (${someTenants})`
  const ingest = orDoor(sql`${tenant} = any (${batchTenants})`, doors.ingest)
  // "is true" keeps the wall out of the planner's choice of index: batches are looked up by the keys they bind.
  const worker = orDoor(sql`(${tenant} = any (${batchTenants})) is true`, doors.worker)
  return [
    pgPolicy("wall_web", { as: "restrictive", for: "all", to: webRole, using: web, withCheck: web }),
    pgPolicy("wall_portfolio", {
      as: "restrictive",
      for: "all",
      to: portfolioRole,
      using: portfolio,
      withCheck: sql`false`,
    }),
    pgPolicy("wall_ingest", {
      as: "restrictive",
      for: "all",
      to: ingestRole,
      using: ingest,
      withCheck: ingest,
    }),
    pgPolicy("wall_worker", {
      as: "restrictive",
      for: "all",
      to: workerRole,
      using: worker,
      withCheck: worker,
    }),
    pgPolicy("granted", {
      as: "permissive",
      for: "all",
      to: [webRole, portfolioRole, ingestRole, workerRole],
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ]
}

const sight = sql`nullif(current_setting('app.sight', true), '')::text[]`
const restrictedIncidents = sql`array(select r.id from incidents r where r.restricted_at is not null)`

/** True where this transaction reads what is need to know of a client. */
const seesRestricted = (tenant: AnyPgColumn) =>
  sql`'all' = any (${sight}) or ${tenant}::text = any (${sight})`

/**
 * Of incidents marked need to know, the rows that tell what it is about are there only for who needs to know. Fails closed:
 * a transaction that says nothing of its sight sees none. The worker is not bound: it keeps every record.
 *
 * @param isFree true, in the words of the table, for a row that belongs to no such incident
 */
export function needToKnow(tenant: AnyPgColumn, isFree: SQL) {
  return pgPolicy("need_to_know", {
    as: "restrictive",
    for: "select",
    to: [webRole, portfolioRole],
    using: sql`${seesRestricted(tenant)} or ${isFree}`,
  })
}

/** True for a row of an incident that is not need to know, and where there is none. */
export const ofFreeIncident = (incident: AnyPgColumn) =>
  sql`${incident} is null or ${incident} <> all (${restrictedIncidents})`

/** True for a row of an alert that is in no such incident. */
export const ofFreeAlert = (alert: AnyPgColumn) =>
  sql`${alert} is null or ${alert} <> all ((select withheld_alerts())::uuid[])`

/** True for a row of a clock that measures neither such an incident nor an alert of one. */
export const ofFreeClock = (clock: AnyPgColumn) => sql`${clock} <> all ((select withheld_clocks())::uuid[])`

/** True for a delivery that told nothing of an alert of such an incident. */
export const ofFreeDelivery = (tenant: AnyPgColumn, delivery: AnyPgColumn) =>
  sql`not exists (select from incidents r where r.restricted_at is not null) or not tells_of_withheld(${tenant}, ${delivery})`

/** True for what is asked of the NOC, where the reader works for it. */
export const askedOfNoc = (tenant: AnyPgColumn, team: AnyPgColumn) => {
  const asked = sql`nullif(current_setting('app.asked', true), '')::text[]`
  return sql`(${team} = 'noc' and ('all' = any (${asked}) or ${tenant}::text = any (${asked})))`
}

const grantedToProgram = () =>
  pgPolicy("granted", {
    as: "permissive",
    for: "all",
    to: [webRole, workerRole],
    using: sql`true`,
    withCheck: sql`true`,
  })

/** Rows that exist before a tenant is known (people, sessions, tokens): visible through the identity door only. */
export function identityWall() {
  const inside = insideDoor("identity")
  return [
    pgPolicy("wall_identity", {
      as: "restrictive",
      for: "all",
      to: [webRole, workerRole],
      using: inside,
      withCheck: inside,
    }),
    grantedToProgram(),
  ]
}

/** The provider's own settings that the pipeline goes by: changed through the identity door, read by a worker's door too. */
export function providerWall(workerDoor: string) {
  const inside = insideDoor("identity")
  return [
    pgPolicy("wall_identity", {
      as: "restrictive",
      for: "all",
      to: webRole,
      using: inside,
      withCheck: inside,
    }),
    pgPolicy("wall_worker", {
      as: "restrictive",
      for: "all",
      to: workerRole,
      using: sql`${inside} or ${insideDoor(workerDoor)}`,
      withCheck: inside,
    }),
    grantedToProgram(),
  ]
}
