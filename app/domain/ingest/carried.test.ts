import { expect, test } from "vitest"
import { normaliseDelivery } from "./normalise.ts"
import { UnreadableBody } from "./unreadable-body.ts"

const read = (adapterKey: string, body: unknown) =>
  normaliseDelivery({
    adapterKey,
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })

const event = { eventType: "user.account.lock", uuid: "u", displayMessage: "locked" }
const finding = { id: "f", type: "Recon:EC2/Portscan", severity: 5, title: "T" }
const rule = { rule: "R", output: "o", priority: "Error" }
const line = JSON.stringify(event)

test.each([
  ["behind a header of syslog", "okta", `<13>1 2026-01-01T00:00:00Z hub okta - - - ${line}`],
  [
    "behind an old one, on two lines",
    "okta",
    `<13>Jan  1 00:00:00 hub okta: ${line}\n<13>Jan  1 hub x: ${line}`,
  ],
  ["in the batch of an event hub", "guardduty", { records: [finding] }],
  ["as the text of a message", "okta", { "@timestamp": "2026-01-01T00:00:00Z", message: line }],
  ["as the original of an event", "okta", { event: { original: line }, message: "a summary" }],
  ["as an event of a collector's own", "okta", { time: 1767225600, host: "hub", event }],
  ["in the message of one of a batch", "okta", { records: [{ message: line }] }],
  ["by SNS in Lambda", "falco", { Records: [{ Sns: { Message: JSON.stringify(rule) } }] }],
  ["in the message of a hit of a search", "okta", { hits: { hits: [{ _source: { message: line } }] } }],
  [
    "as a line that is no JSON",
    "wazuh",
    { message: "ossec: Alert Level: 7; Rule: 552 - Changed.; Location: so1->syscheck;" },
  ],
])("an event %s", (_name, key, body) => expect(read(key, body).events.length).toBeGreaterThan(0))

test("what is inside counts only where the tool is not known outside", () => {
  const outer = {
    ...event,
    displayMessage: "outer",
    message: JSON.stringify({ ...event, displayMessage: "inner" }),
  }
  expect(read("okta", outer).events).toMatchObject([{ title: "outer" }])
})

test.each([
  ["nothing of the tool inside", { message: JSON.stringify({ a: 1 }) }],
  ["a wrapper too many", { message: JSON.stringify({ message: JSON.stringify({ message: line }) }) }],
  ["a text with braces in it", `see ${line}`],
])("%s: the reason is that of the whole", (_name, body) => {
  expect(() => read("okta", body)).toThrow(UnreadableBody)
  expect(() => read("okta", body)).toThrow(/eventType|JSON/)
})

test("a handshake of SNS is no event of any tool, and its token is not repeated", () => {
  const { ignored } = read("falco", { Type: "SubscriptionConfirmation", TopicArn: "a", Token: "s3cret" })
  expect(ignored).toMatch(/subscription/)
  expect(ignored).not.toContain("s3cret")
})
