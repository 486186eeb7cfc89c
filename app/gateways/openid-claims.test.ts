import { expect, test } from "vitest"
import { readClaims, saysSecondFactor } from "./openid-claims.ts"

const okta = "https://acme.okta.com"
const entra = "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0"

test("the address is compared in lower case; without one there is none", () => {
  expect(readClaims({ sub: "1", email: " Bo@Acme.Example " }, okta)?.email).toBe("bo@acme.example")
  expect(readClaims({ sub: "1" }, okta)?.email).toBeNull()
  expect(readClaims({ sub: "1", email: "" }, okta)?.email).toBeNull()
})

test.each([
  [okta, { email_verified: true }, true],
  [okta, { email_verified: "true" }, true],
  [okta, { email_verified: false }, false],
  [okta, { email_verified: "yes" }, false],
  [okta, {}, false],
  [entra, { xms_edov: true }, true],
  [entra, { xms_edov: "1" }, true],
  [entra, { xms_edov: 0 }, false],
  // Only Entra ID means by this claim what it says there.
  [okta, { xms_edov: true }, false],
  ["https://login.microsoftonline.com.evil.example/v2.0", { xms_edov: true }, false],
])("at %s %j is verified: %s", (issuer, found, verified) =>
  expect(readClaims({ sub: "1", email: "bo@acme.example", ...found }, issuer)?.emailVerified).toBe(verified),
)

test.each([
  {},
  { sub: "" },
  { sub: 7 },
  { sub: "x".repeat(256) },
  { sub: "1", email: 5 },
  { sub: "1", email_verified: [] },
])("%j is no person", (found) => expect(readClaims(found, okta)).toBeNull())

test("odd ways of having signed in are no ways, and no error", () => {
  expect(readClaims({ sub: "1", amr: "mfa", acr: 2, auth_time: "now" }, okta)).toMatchObject({
    ...{ amr: [], acr: null, authTime: null },
  })
})

test.each([
  [{ amr: ["pwd", "mfa"], acr: null }, true],
  [{ amr: [], acr: "phr" }, true],
  [{ amr: ["pwd"], acr: null }, false],
  [{ amr: ["otp"], acr: "1" }, false],
  [{ amr: ["MFA?"], acr: "" }, false],
])("%j says a second factor: %s", (found, says) => expect(saysSecondFactor(found)).toBe(says))
