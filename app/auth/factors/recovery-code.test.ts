import { expect, test } from "vitest"
import { mintRecoveryCodes, recoveryHash } from "./recovery-code.ts"

test("ten different codes of sixteen signs", () => {
  const codes = mintRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
})

test("every sign of the alphabet comes about", () => {
  const seen = new Set(Array.from({ length: 40 }, mintRecoveryCodes).flat().join("").replaceAll("-", ""))
  expect(seen.size).toBe(32)
})

test.each([
  ["as shown", "0123-4567-89AB-CDEF"],
  ["small", "0123-4567-89ab-cdef"],
  ["without dashes", "0123456789ABCDEF"],
  ["with spaces", " 0123 4567 89ab cdef\n"],
  ["misread", "oI23-4567-89AB-CDEF"],
])("%s is the same code", (_name, typed) => {
  expect(recoveryHash(typed)).toBe(recoveryHash("0123-4567-89AB-CDEF"))
})

test.each(["", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "U123-4567-89AB-CDEF", "123456"])(
  "%s is none",
  (typed) => {
    expect(recoveryHash(typed)).toBeNull()
  },
)
