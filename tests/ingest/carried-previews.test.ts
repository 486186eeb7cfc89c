import { sql } from "drizzle-orm"
import { expect, test, vi } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { previewRule } from "#app/routes/ops/suppressions/rule-form.server.ts"
import { previewWindow } from "#app/routes/ops/suppressions/window-work.server.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { staffOf } from "../support/staff-of.ts"

// A turn is a page of 500. Read once a process: this file needs one of its own.
vi.stubEnv("PREVIEW_MILLISECONDS", "1")
await testDatabase()
const ana = staffOf("all", "lead")

/** A client with so many alerts, every third of them information. */
async function busy(alerts: number): Promise<Floor> {
  const floor = await newFloor()
  await floor.send([{ key: "k", title: "Disk full", severity: "high", asset: "db-1", rule: "disk" }])
  await floor.drain()
  await inTenant(mintScope(floor.tenant.id, { kind: "system", name: "test" }), (t) =>
    t.sql.execute(sql`
      insert into alerts select r.* from alerts a, generate_series(1, ${alerts - 1}) n, jsonb_populate_record(a, jsonb_build_object(
        'id', left(a.id::text, 24) || lpad(to_hex(n), 12, '0'), 'fingerprint', md5(n::text), 'incident_id', null,
        'state', 'closed', 'closed_at', a.first_seen_at, 'severity', case when n % 3 = 0 then 5 else a.severity end)) r`),
  )
  return floor
}

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) form.append(name, value)
  return form
}
const goingOn = (next: string | null) => formOf({ act: "preview", look: next ?? "" })

const information = {
  ...{ "match.mode": "all", "match.0.field": "severity", "match.0.op": "is", "match.0.values": "info" },
}

test("2.3.9 each turn of a rule's preview knows of those before by what the browser brings alone", async () => {
  const [acme, globex] = [await busy(1_300), await busy(600)]
  const form = formOf({ act: "preview", client: [acme.tenant.id, globex.tenant.id], ...information })
  const turns = [await previewRule(ana, form)]
  while (turns.at(-1)?.next) turns.push(await previewRule(ana, goingOn(turns.at(-1)?.next ?? null)))
  expect(turns.map(({ previews }) => previews.map(({ looked, total }) => `${looked} of ${total}`))).toEqual([
    ["500 of 1300", "500 of 600"],
    ["1000 of 1300", "600 of 600"],
    ["1300 of 1300", "600 of 600"],
  ])
  expect(turns.at(-1)?.previews.map(({ hidden, examples }) => [hidden, examples.length])).toEqual([
    [433, 10],
    [199, 10],
  ])
  const again = await previewRule(ana, goingOn(turns[0]?.next ?? null))
  expect(again.previews).toEqual(turns[1]?.previews)
})

test("2.3.9 a look is of no use to another, elsewhere, or out of reach by then", async () => {
  const [acme, globex] = [await busy(600), await busy(600)]
  const form = formOf({ act: "preview", client: acme.tenant.id, ...information })
  const { next } = await previewRule(ana, form)
  const conflict = { code: "conflict", message: expect.stringContaining("Start again.") as string }
  await expect(previewRule(staffOf("all", "lead"), goingOn(next))).rejects.toMatchObject(conflict)
  await expect(previewWindow(ana, acme.tenant.id, goingOn(next))).rejects.toMatchObject(conflict)
  const moved = { ...staffOf([globex.tenant.id], "lead"), userId: ana.userId }
  await expect(previewRule(moved, goingOn(next))).rejects.toMatchObject({ code: "not_found" })
})

test("2.3.10 a window's preview goes on with the window as the first turn read it, at its own client", async () => {
  const [acme, globex] = [await busy(600), await busy(600)]
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
  const form = formOf({
    ...{ act: "preview", title: "Move", reason: "New rack", timeZone: "UTC", scope: "client", every: "" },
    ...{ startsAt: day(1), endsAt: day(1.2) },
  })
  const first = await previewWindow(ana, acme.tenant.id, form)
  expect(first.previews).toMatchObject([{ looked: 500, hidden: 500, total: 600 }])
  await expect(previewWindow(ana, globex.tenant.id, goingOn(first.next))).rejects.toMatchObject({
    code: "conflict",
  })
  const second = await previewWindow(ana, acme.tenant.id, goingOn(first.next))
  expect(second).toMatchObject({ next: null, previews: [{ looked: 600, hidden: 600, becameIncidents: 1 }] })
  expect(second.runs).toEqual(first.runs)
})
