import { execFile } from "node:child_process"
import { promisify } from "node:util"
import type { Page } from "@playwright/test"
import { projectRoot } from "#db/migrate.ts"
import { url } from "./support.ts"

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
  await page.goto(`${url()}/sign-in`)
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(staffPassword)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((at) => at.pathname !== "/sign-in")
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
