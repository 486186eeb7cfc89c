import { Secret } from "otpauth"
import { expect, test } from "vitest"
import { newSeed, seedAddress, seedText, stepOf } from "./totp.ts"

/** The seed of RFC 6238, appendix B; its codes are of eight digits, of which apps show the last six. */
const seed = Secret.fromLatin1("12345678901234567890").base32

test.each([
  [59, "287082", 1],
  [1111111109, "081804", 37037036],
  [1111111111, "050471", 37037037],
  [1234567890, "005924", 41152263],
  [2000000000, "279037", 66666666],
  [20000000000, "353130", 666666666],
])("at second %s the code is %s", (second, code, step) => {
  expect(stepOf(code, seed, second * 1000)).toBe(step)
})

test.each([
  ["a step early", 1111111111 - 30, 37037037],
  ["a step late", 1111111111 + 30, 37037037],
  ["two steps early", 1111111111 - 61, null],
  ["two steps late", 1111111111 + 60, null],
])("%s", (_name, second, step) => {
  expect(stepOf("050471", seed, second * 1000)).toBe(step)
})

test("spaces of an app's grouping are taken; anything but six digits is not", () => {
  expect(stepOf(" 050 471 ", seed, 1111111111_000)).toBe(37037037)
  for (const typed of ["", "05047", "0504711", "05047a", "٠٥٠٤٧١", "050471'--"])
    expect(stepOf(typed, seed, 1111111111_000), typed).toBeNull()
})

test("a seed is 160 bits of its own, and an app is told all it needs", () => {
  const [one, other] = [newSeed(), newSeed()]
  expect(one).toMatch(/^[A-Z2-7]{32}$/)
  expect(one).not.toBe(other)
  expect(seedText(one).replaceAll(" ", "")).toBe(one)
  const address = new URL(seedAddress(one, "ana+noc@acme.example"))
  expect(address.protocol).toBe("otpauth:")
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: "Watchfloor",
    secret: one,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  })
})
