import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { EventLog } from "./event-log.ts"

const change = () => ({ tenantId: newId<"tenant">(), kind: "alert" as const, ids: [newId()], added: [] })

test("continues after the id the browser saw last", () => {
  const log = new EventLog()
  const [a, b, c] = [log.add(change()), log.add(change()), log.add(change())]
  expect(log.since(a.id)).toEqual([b, c])
  expect(log.since(c.id)).toEqual([])
})

test("does not know about another process, the future or what it forgot", () => {
  const log = new EventLog()
  const first = log.add(change())
  for (let i = 0; i < 1100; i++) log.add(change())
  expect(log.since(first.id)).toBeNull()
  expect(log.since("other-1")).toBeNull()
  expect(log.since(first.id.replace(/-.*/, "-99999"))).toBeNull()
})

test("a restart cuts every older id off", () => {
  const log = new EventLog()
  const before = log.add(change())
  log.restart()
  expect(log.since(before.id)).toBeNull()
})
