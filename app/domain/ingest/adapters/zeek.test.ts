import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "zeek",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const notice = (change: object = {}) => ({
  ts: 1767225600.25,
  note: "X::Y",
  msg: "m",
  "id.orig_h": "10.0.0.1",
  uid: "C1",
  ...change,
})

test("a notice; the connection is no part of what it is", () => {
  expect(read(notice()).events[0]).toMatchObject({
    title: "X::Y: m",
    severity: "medium",
    occurredAt: "2026-01-01T00:00:00.25Z",
    discipline: "soc",
    partial: [],
  })
  expect(read(notice({ uid: "C2" })).events[0]?.dedupeKey).toEqual(read(notice()).events[0]?.dedupeKey)
})

test("the sensor's own troubles are the network desk's", () =>
  expect(read(notice({ note: "CaptureLoss::Too_Much_Loss" })).events[0]).toMatchObject({
    discipline: "noc",
    category: "performance",
  }))

test("tab-separated text; other logs; Corelight's rating; drift", () => {
  const tsv =
    "#separator \\x09\n#path\tnotice\n#fields\tts\tnote\tmsg\tdst\n1767225600.000000\tA::B\tm\t-\n#close\tx"
  expect(read(tsv).events).toMatchObject([{ title: "A::B: m", dedupeKey: ["A::B", "-"] }])
  expect(read({ ts: 1767225600, uid: "C", "id.orig_h": "10.0.0.1" }).ignored).toMatch(/logs/)
  expect(read(notice({ "severity.name": "error" })).events[0]?.severity).toBe("high")
  expect(read(notice({ msg: null })).events[0]?.partial).toEqual(["msg"])
  expect(() => read("hello")).toThrow(/#fields/)
})

test.each([
  [
    "as a collector carries it",
    {
      "@timestamp": "x",
      message: JSON.stringify({ ts: 1767225600, note: "X::Y", msg: "m", src: "10.0.0.1", dst: "10.0.0.2" }),
    },
  ],
  [
    "of Filebeat's module",
    {
      "@timestamp": "2026-01-01T00:00:00Z",
      zeek: { notice: { note: "X::Y", msg: "m" } },
      source: { ip: "10.0.0.1" },
      destination: { ip: "10.0.0.2" },
    },
  ],
  [
    "of signatures.log",
    { ts: 1767225600, note: "X::Y", event_msg: "m", src_addr: "10.0.0.1", dst_addr: "10.0.0.2" },
  ],
])("a notice %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    {
      title: "X::Y: m",
      dedupeKey: ["X::Y", "10.0.0.1|10.0.0.2"],
      occurredAt: "2026-01-01T00:00:00Z",
      partial: [],
    },
  ]),
)
