import { expect, test } from "vitest"
import { readEnv } from "./env.server.ts"

const base = { SECRET_KEY: "a secret of at least thirty-two characters" }

test("a mail server comes with whom mails are from", () => {
  const env = readEnv({ ...base, SMTP_URL: "smtps://u:p@mail.example", MAIL_FROM: "Acme <noc@acme.example>" })
  expect(env.MAIL_FROM).toEqual({ name: "Acme", address: "noc@acme.example" })
  expect(readEnv({ ...base, SMTP_URL: "", MAIL_FROM: "" })).not.toHaveProperty("SMTP_URL")
})

test.each([
  [{ SMTP_URL: "smtp://mail.example" }, /MAIL_FROM: must be set together with SMTP_URL/],
  [{ SMTP_URL: "https://mail.example", MAIL_FROM: "noc@acme.example" }, /SMTP_URL/],
  [{ SMTP_URL: "smtp://mail.example", MAIL_FROM: "nobody" }, /MAIL_FROM: must be an address/],
  [{ MAIL_FROM: "a@b.example, c@d.example" }, /MAIL_FROM/],
  [{ SECRET_KEY_PREVIOUS: "short" }, /SECRET_KEY_PREVIOUS: must be at least 32/],
])("%j is refused by name", (wrong, message) => {
  expect(() => readEnv({ ...base, ...wrong })).toThrow(message)
})

test("what is done with is kept as long as it always was, unless a variable says otherwise", () => {
  expect(readEnv(base)).toMatchObject({
    ...{ KEEP_QUARANTINE_DAYS: 90, KEEP_UNROUTED_DAYS: 90, KEEP_ENTITIES_DAYS: 90, KEEP_FIGURES_DAYS: 400 },
    ...{ KEEP_IDEMPOTENCY_DAYS: 7, KEEP_EARLY_CLEARS_DAYS: 7, KEEP_MAILS_DAYS: 90 },
  })
  expect(readEnv({ ...base, KEEP_UNROUTED_DAYS: "30" }).KEEP_UNROUTED_DAYS).toBe(30)
})

test.each([
  ["KEEP_QUARANTINE_DAYS", "0"],
  ["KEEP_UNROUTED_DAYS", "1.5"],
  ["KEEP_ENTITIES_DAYS", "7"],
  ["KEEP_FIGURES_DAYS", "91"],
  ["KEEP_IDEMPOTENCY_DAYS", "for ever"],
  ["KEEP_EARLY_CLEARS_DAYS", "1"],
  ["KEEP_MAILS_DAYS", "4000"],
])("%s of %s days is refused by name", (name, days) => {
  expect(() => readEnv({ ...base, [name]: days })).toThrow(name)
})
