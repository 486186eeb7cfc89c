import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "nuclei",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })

const result = {
  "template-id": "CVE-2026-1234",
  info: { name: "Example", severity: "high" },
  host: "https://a.example.com",
  "matched-at": "https://a.example.com/x",
  timestamp: "2026-01-01T02:00:00.5+02:00",
}

test("a result", () =>
  expect(read(result).events[0]).toMatchObject({
    title: "Example",
    severity: "high",
    asset: "https://a.example.com",
    occurredAt: "2026-01-01T00:00:00.5Z",
    groupKey: ["CVE-2026-1234"],
    partial: [],
  }))

test("lines of JSON, lines as printed, and the names of old versions", () => {
  expect(read(`${JSON.stringify(result)}\n${JSON.stringify(result)}`).events).toHaveLength(2)
  expect(read('[a:m] [http] [critical] https://a.example.com ["x"]').events[0]).toMatchObject({
    severity: "critical",
    title: "a: m",
  })
  expect(
    read({ templateID: "a", info: { name: "n", severity: "info" }, matched: "h", host: "h" }).events[0],
  ).toMatchObject({ rule: "a", severity: "info", partial: [] })
})

test("each matcher is a finding; what did not match is none", () => {
  const key = (matcher: string) => read({ ...result, "matcher-name": matcher }).events[0]?.dedupeKey
  expect(key("a")).not.toEqual(key("b"))
  expect(read({ ...result, "matcher-status": false }).ignored).toMatch(/match/)
  expect(read({ ...result, info: { name: "n" } }).events[0]).toMatchObject({ severity: "medium" })
  expect(() => read({ a: 1 })).toThrow(/template-id/)
})

test("without a host it is that of the link; nothing at all is a clean scan", () => {
  const { host: _host, ...hostless } = { ...result, ip: "10.0.0.7", "matched-at": "http://shop_1/login" }
  expect(read(hostless).events[0]?.asset).toBe("shop_1")
  expect(read({ ...hostless, "matched-at": null, url: "/http://shop_2/" }).events[0]?.asset).toBe("shop_2")
  expect(read({ ...hostless, "matched-at": null }).events[0]?.asset).toBe("10.0.0.7")
  expect(read("\n").ignored).toMatch(/empty/)
})
