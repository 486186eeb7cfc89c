import { expect, test } from "vitest"
import { dueAfterPassword, type Factors, waysOf } from "./factors.ts"

const none: Factors = { hasAuthenticator: false, passkeys: 0, recoveryCodes: 0 }

test.each<[string, Partial<Factors>, boolean, string[], string, string]>([
  ["nothing but a password", {}, true, ["password"], "nothing", "enrol"],
  ["nothing at all", {}, false, [], "nothing", "enrol"],
  ["recovery codes alone", { recoveryCodes: 3 }, true, ["password"], "nothing", "enrol"],
  ["an app", { hasAuthenticator: true }, true, ["code"], "code", "code"],
  ["a passkey", { passkeys: 1, recoveryCodes: 10 }, true, ["passkey", "recovery"], "code", "code"],
  [
    "all of them",
    { hasAuthenticator: true, passkeys: 2, recoveryCodes: 1 },
    true,
    ["code", "passkey", "recovery"],
    "code",
    "code",
  ],
])("%s", (_name, some, hasPassword, ways, dueFree, dueForced) => {
  const factors = { ...none, ...some }
  expect(waysOf(factors, hasPassword)).toEqual(ways)
  expect(dueAfterPassword(factors, false)).toBe(dueFree)
  expect(dueAfterPassword(factors, true)).toBe(dueForced)
})
