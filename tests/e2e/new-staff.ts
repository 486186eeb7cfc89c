import { execFile } from "node:child_process"
import { promisify } from "node:util"
import type { Page } from "@playwright/test"
import { projectRoot } from "#db/migrate.ts"
import { codeOf } from "../support/authenticator-code.ts"
import { visit } from "./support.ts"

export const staffPassword = "fifteen characters long"

let made = 0

/** A member of staff of this test's own, made by the command line as an administrator makes the first one. */
export async function newStaff(role = "analyst"): Promise<string> {
  const email = `staff${++made}.${Date.now()}@watchfloor.example`
  await promisify(execFile)(
    process.execPath,
    ["build/portal.js", "user", "create", "--email", email, "--name", "Nora New", "--role", role],
    {
      cwd: projectRoot(),
      env: { ...process.env, DATA_DIR: process.env["E2E_DATA"], PORTAL_PASSWORD: staffPassword },
    },
  )
  return email
}

/** Address and password, and nothing after them. */
export async function givePassword(page: Page, email: string): Promise<void> {
  await visit(page, "/sign-in")
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(staffPassword)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((at) => at.pathname !== "/sign-in")
}

/** A seed with the moment its first code was for: the next code taken is a later one. */
export type Authenticator = { readonly seed: string; next: number }

/** The forced set-up after the first sign-in, by authenticator app, to its end. */
export async function enrolAuthenticator(page: Page): Promise<Authenticator> {
  await page.getByRole("button", { name: "Set up an authenticator app" }).click()
  const seed = (await page.getByRole("group", { name: "Secret" }).textContent()) ?? ""
  const now = Date.now()
  await page.getByLabel("Code", { exact: true }).fill(codeOf(seed, now))
  await page.getByRole("button", { name: "Confirm the code" }).click()
  await keepCodes(page)
  return { seed, next: now + 30_000 }
}

/** The second step of a later sign-in. */
export async function giveCode(page: Page, authenticator: Authenticator): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(codeOf(authenticator.seed, authenticator.next))
  await page.getByRole("button", { name: "Go on" }).click()
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"))
  authenticator.next += 30_000
}

/** Keeps the recovery codes that are shown and goes on. @returns the codes */
export async function keepCodes(page: Page): Promise<string[]> {
  const codes = await page
    .getByRole("region", { name: "Recovery codes" })
    .getByRole("listitem")
    .allTextContents()
  await page.getByLabel("I have kept them").check()
  await page.getByRole("button", { name: "Go on" }).click()
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"))
  return codes
}

/**
 * A security key that verifies its person by itself (CDP WebAuthn).
 *
 * @returns switches whether it is touched when asked
 */
export async function plugInKey(page: Page): Promise<(isTouched: boolean) => Promise<void>> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send("WebAuthn.enable")
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async (isTouched) => {
    await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: isTouched })
  }
}
