import { expect, test } from "vitest"
import { findAdapter } from "#app/domain/ingest/registry.ts"
import { readBody } from "#app/domain/ingest/body.ts"
import { bodyOf, portionsOf } from "./body.ts"
import { perDelivery } from "./limits.ts"

const buffers = (...texts: string[]) => texts.map((text) => Buffer.from(text))
const titles = (...messages: Buffer[]) => {
  const { contentType, body } = bodyOf(messages)
  const text = body.encoding === "base64" ? Buffer.from(body.text, "base64").toString("utf8") : body.text
  return findAdapter("syslog")!
    .normalise(readBody(contentType, text))
    .events.map((event) => event.title)
}

test("lines with a priority are kept as they came", () => {
  expect(bodyOf(buffers("<11>a", "<12>b"))).toMatchObject({
    contentType: "text/plain",
    body: { encoding: "utf8", text: "<11>a\n<12>b" },
  })
})

test.each([
  ["lines", buffers("<11>Jan 1 00:00:00 h app: one", "<11>Jan 1 00:00:00 h app: two"), 2],
  ["a message of several lines is one", buffers("<11>Jan 1 00:00:00 h app: one\n  at line 2"), 1],
  ["what begins like JSON stays a message", buffers('{"msg": disk', "<11>Jan 1 00:00:00 h app: two"), 2],
  ["bytes that are no text", [Buffer.from([0x3c, 0x31, 0x31, 0x3e, 0xff, 0xfe])], 1],
  ["the same, within several lines", [Buffer.from([0x61, 0x0a, 0xff, 0x0a])], 1],
] as const)("%s", (_name, messages, count) => expect(titles(...messages)).toHaveLength(count))

test("bytes that are no text come back byte for byte", () => {
  const odd = Buffer.from([0x3c, 0x31, 0x31, 0x3e, 0xff, 0x00])
  const { body } = bodyOf([odd])
  expect(Buffer.from(body.text, "base64").equals(odd)).toBe(true)
  const line = JSON.parse(bodyOf([Buffer.from([0x61, 0x0a, 0xff])]).body.text) as { base64: string }
  expect([...Buffer.from(line.base64, "base64")]).toEqual([0x61, 0x0a, 0xff])
})

test("a delivery holds so many messages and bytes at most, and nothing is left out", () => {
  const many = buffers(...Array.from({ length: perDelivery.messages * 2 + 1 }, (_, i) => `<11>${i}`))
  expect(portionsOf(many).map((portion) => portion.length)).toEqual([
    perDelivery.messages,
    perDelivery.messages,
    1,
  ])
  const large = Array.from({ length: 3 }, () => Buffer.alloc(perDelivery.bytes / 2 + 1, 0x61))
  expect(portionsOf(large).map((portion) => portion.length)).toEqual([1, 1, 1])
  expect(portionsOf([])).toEqual([])
})
