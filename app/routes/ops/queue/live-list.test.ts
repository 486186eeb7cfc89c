import { expect, test } from "vitest"
import { isBehind, liveList, startList } from "./live-list.ts"
import type { QueueRow } from "./row.ts"

const row = (id: string, due: number | null, more: Partial<QueueRow> = {}): QueueRow => ({
  id,
  severity: "high",
  dueAt: due === null ? null : new Date(due).toISOString(),
  client: { code: "ACME", name: "Acme" },
  title: `Alert ${id}`,
  asset: null,
  source: "feed",
  count: 1,
  condition: "firing",
  state: "new",
  assignee: null,
  incident: null,
  firstSeenAt: "2026-01-01T00:00:00Z",
  lastSeenAt: "2026-01-01T00:00:00Z",
  disposition: null,
  suppressedBy: null,
  version: 1,
  ...more,
})

const ids = (list: { rows: readonly { id: string }[] }) => list.rows.map((r) => r.id)

test("a new, more urgent alert waits and moves nothing", () => {
  const list = startList([row("a", 1000), row("b", 2000)])
  const after = liveList(list, { type: "fetched", rows: [row("urgent", 1)], listed: new Set(["urgent"]) })
  expect(ids(after)).toEqual(["a", "b"])
  expect([...after.waiting.keys()]).toEqual(["urgent"])
  expect(ids(liveList(after, { type: "apply" }))).toEqual(["urgent", "a", "b"])
})

test("cells change in place, even when the order would be another", () => {
  const list = startList([row("a", 1000), row("b", 2000)])
  const after = liveList(list, {
    type: "fetched",
    rows: [row("b", 10, { count: 7, version: 2 })],
    listed: new Set(["b"]),
  })
  expect(ids(after)).toEqual(["a", "b"])
  expect(after.rows[1]).toMatchObject({ count: 7, changes: 1 })
  expect(isBehind(after)).toBe(true)
  expect(ids(liveList(after, { type: "apply" }))).toEqual(["b", "a"])
})

test("what no longer belongs stays with its reason until applied", () => {
  const list = startList([row("a", 1000), row("b", 2000)])
  const closed = row("a", null, { state: "closed", assignee: { id: "x", name: "Ana" }, version: 2 })
  const after = liveList(list, { type: "fetched", rows: [closed], listed: new Set() })
  expect(after.rows[0]).toMatchObject({ id: "a", gone: "closed by Ana" })
  expect(ids(liveList(after, { type: "apply" }))).toEqual(["b"])
})

test("an answer that was overtaken changes nothing back", () => {
  const list = startList([row("a", 1000, { version: 5, count: 9 })])
  const after = liveList(list, {
    type: "fetched",
    rows: [row("a", 1000, { version: 4, count: 3 })],
    listed: new Set(["a"]),
  })
  expect(after.rows[0]?.count).toBe(9)
})

test("one that waited and left again is not announced", () => {
  const waiting = liveList(startList([]), { type: "fetched", rows: [row("x", 1)], listed: new Set(["x"]) })
  expect(
    liveList(waiting, { type: "fetched", rows: [row("x", 1, { version: 2 })], listed: new Set() }).waiting
      .size,
  ).toBe(0)
})
