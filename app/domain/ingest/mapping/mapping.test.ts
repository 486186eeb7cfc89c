import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"
import { emptyMapping, type Mapping, mappingSchema } from "./mapping.ts"

const mapping = (
  more: Partial<Omit<Mapping, "fields">> & { fields?: Partial<Mapping["fields"]> } = {},
): Mapping => ({
  ...emptyMapping,
  ...more,
  fields: { ...emptyMapping.fields, title: "msg", ...more.fields },
})
const read = (settings: unknown, body: unknown) =>
  normaliseDelivery({
    adapterKey: "mapped",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
    settings,
  })

test("without a mapping everything waits", () =>
  expect(read(undefined, { msg: "x" })).toEqual({ events: [], ignored: "no mapping yet" }))

test("every field of an event", () => {
  const { events } = read(
    mapping({
      each: "alarms[?active]",
      fields: {
        title: "join(' ', [name, 'on', host.name])",
        description: "text",
        severity: "level",
        status: "state",
        externalId: "id",
        occurredAt: "at",
        asset: "host.name",
        rule: "name",
        url: "link",
        techniques: "attack",
        observables: "[src, host.ip]",
        labels: "host",
      },
      severities: { values: { "5": "critical" }, otherwise: "low" },
      statuses: { values: { raised: "firing", gone: "resolved" }, otherwise: "info" },
      category: "security",
      discipline: "soc",
      group: ["host.name"],
    }),
    {
      alarms: [
        {
          ...{ active: true, name: "Brute force", text: "many tries", level: 5, state: "Raised", id: 77 },
          ...{ at: 1_750_000_000, host: { name: "db-1", ip: "10.0.0.9" }, link: "https://tool.example/77" },
          ...{ attack: ["T1110", "T1078"], src: "203.0.113.9" },
        },
        { active: false, name: "no" },
      ],
    },
  )
  expect(events).toMatchObject([
    {
      ...{
        title: "Brute force on db-1",
        description: "many tries",
        severity: "critical",
        sourceSeverity: "5",
      },
      ...{ kind: "firing", sourceStatus: "Raised", externalId: "77", occurredAt: "2025-06-15T15:06:40Z" },
      ...{ asset: "db-1", rule: "Brute force", url: "https://tool.example/77", category: "security" },
      ...{ discipline: "soc", techniques: ["T1110", "T1078"], dedupeKey: ["77"], groupKey: ["db-1"] },
      observables: [
        { type: "ip", value: "203.0.113.9" },
        { type: "ip", value: "10.0.0.9" },
      ],
      labels: { name: "db-1", ip: "10.0.0.9" },
      ...{ partial: [], defaulted: [] },
    },
  ])
})

test("words the maps do not know take their default and say so", () => {
  const { events } = read(mapping({ fields: { severity: "sev", status: "st" } }), {
    ...{ msg: "x", sev: "purple", st: "sideways" },
  })
  expect(events).toMatchObject([{ severity: "medium", kind: "firing", defaulted: ["severity", "status"] }])
})

test("a field that does not fit keeps the event and is marked", () => {
  const { events } = read(mapping({ fields: { asset: "host", occurredAt: "at", title: "nope" } }), {
    ...{ host: { name: "x" }, at: "yesterday" },
  })
  expect(events[0]).toMatchObject({ title: "(no title)", asset: null, occurredAt: null })
  expect(events[0]?.partial.join("; ")).toMatch(/title: gives nothing.*asset: gives an object/)
  expect(events[0]?.partial).toContain("occurredAt:unreadable(yesterday)")
})

test.each([
  ["a list", [{ msg: "a" }, { msg: "b" }], 2],
  ["lines", '{"msg":"a"}\n{"msg":"b"}\n{"msg":"c"}', 3],
  ["a document", { msg: "a" }, 1],
])("events of %s", (_name, body, count) => expect(read(mapping(), body).events).toHaveLength(count))

test("a text is found under `text`", () =>
  expect(read(mapping({ fields: { title: "text" } }), "link down on sw-3").events[0]?.title).toBe(
    "link down on sw-3",
  ))

test("a place without events is ignored with a reason", () =>
  expect(read(mapping({ each: "alarms" }), {}).ignored).toMatch(/finds no events/))

test("a mapping that does too much goes to quarantine", () =>
  expect(() =>
    read(
      mapping({ fields: { title: `msg${" | [@,@][]".repeat(30)}` } }),
      Array.from({ length: 50 }, () => ({ msg: "x" })),
    ),
  ).toThrow(/too much work/))

test.each([
  ["an expression that cannot be read", mapping({ fields: { asset: "a[" } })],
  ["no title", mapping({ fields: { title: "" } })],
  ["a severity there is not", { ...mapping(), severities: { values: {}, otherwise: "purple" } }],
  ["something else", { ...mapping(), extra: 1 }],
])("%s is not saved", (_name, given) => expect(mappingSchema.safeParse(given).success).toBe(false))
