import { expect, test } from "vitest"
import { canonicalEvent } from "./canonical-event.ts"
import { clean, cleanEvent } from "./clean-event.ts"

const event = canonicalEvent({
  discipline: "noc",
  category: "availability",
  title: "t",
  dedupeKey: ["a"],
  groupKey: ["b"],
})

test("NUL is shown, broken characters are mended, scripts stay text", () => {
  const dirty = cleanEvent({ ...event, title: "a\0b\ud800<script>", labels: { x: "\0", __proto__x: "1" } })
  expect(dirty.title).toBe("a\uFFFDb\uFFFD<script>")
  expect(dirty.labels).toEqual({ x: "\uFFFD", __proto__x: "1" })
  expect(cleanEvent({ ...event, labels: JSON.parse('{"__proto__":"x","y":"1"}') }).labels).toEqual({ y: "1" })
})

test("a cut never leaves half a character", () => expect(clean("ab😀", 3)).toBe("ab\uFFFD"))

test("blanks before a text do not use its room", () =>
  expect(cleanEvent({ ...event, title: `${" ".repeat(600)}Disk full` }).title).toBe("Disk full"))

test("a title of nothing is named so", () =>
  expect(cleanEvent({ ...event, title: " " }).title).toBe("(no title)"))

test.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "ftp://x.example/"])(
  "%s is no link",
  (url) => expect(cleanEvent({ ...event, url }).url).toBeNull(),
)

test("long parts of an identity stay different where they differ", () => {
  const key = (end: string) => cleanEvent({ ...event, dedupeKey: ["x".repeat(5000) + end] }).dedupeKey[0]
  expect(key("1")).not.toBe(key("2"))
  expect(key("1")).toBe(key("1 "))
  expect(key("1")?.length).toBeLessThanOrEqual(1024)
})

test("empty parts are missing parts", () =>
  expect(cleanEvent({ ...event, dedupeKey: ["", " ", null] }).dedupeKey).toEqual([null, null, null]))

test.each(["-", "N/A", "<NA>", " unknown ", "null"])("%s is no name of an asset, and no id", (none) =>
  expect(cleanEvent({ ...event, asset: none, externalId: none })).toMatchObject({
    asset: null,
    externalId: null,
  }),
)
