import { expect, test } from "vitest"
import { awsMessagesOf } from "./aws-messages.ts"
import { readBody } from "./body.ts"

const unwrap = (value: unknown) => awsMessagesOf(readBody(null, JSON.stringify(value)), "AWS")
const sns = (message: string) => ({ Type: "Notification", TopicArn: "arn", Subject: "S", Message: message })

test.each([
  ["SNS", sns('{"a":1}')],
  ["Lambda", { Records: [{ Sns: sns('{"a":1}') }] }],
  ["SQS", { Records: [{ body: JSON.stringify(sns('{"a":1}')) }] }],
  ["raw", { a: 1 }],
  ["the message alone", { Message: { a: 1 } }],
])("%s", (_name, value) => expect(unwrap(value)[0]).toMatchObject({ document: { a: 1 }, ignored: null }))

test("a list in a message is a message each", () => expect(unwrap(sns('[{"a":1},{"a":2}]'))).toHaveLength(2))

test("a handshake and a text are no events", () => {
  expect(unwrap({ Type: "UnsubscribeConfirmation", Token: "s3cr3t" })[0]?.ignored).toMatch(/handshake/)
  expect(unwrap(sns("hello"))[0]?.ignored).toMatch(/without JSON/)
})

test("JSON within JSON is as deep as a body may be", () =>
  expect(unwrap(sns("[".repeat(100) + "]".repeat(100)))[0]?.ignored).toMatch(/without JSON/))
