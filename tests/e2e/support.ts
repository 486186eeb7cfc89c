import { readFileSync } from "node:fs"
import { join } from "node:path"
import AxeBuilder from "@axe-core/playwright"
import { expect, type Page, type Response } from "@playwright/test"
import type { DemoAccess } from "#workers/seed/summary.ts"

export const url = () => process.env["E2E_URL"] ?? ""

export function demo(): DemoAccess {
  return JSON.parse(readFileSync(join(process.env["E2E_DATA"] ?? "", "demo.json"), "utf8")) as DemoAccess
}

/** Opens an address of the portal, or one it mailed, and waits until the screen answers: before that it is deaf to keys. */
export async function visit(page: Page, to: string): Promise<Response | null> {
  const response = await page.goto(new URL(to, url()).href)
  await untilInteractive(page)
  return response
}

export async function reload(page: Page): Promise<void> {
  await page.reload()
  await untilInteractive(page)
}

const untilInteractive = (page: Page) => page.locator("html[data-interactive]").waitFor({ state: "attached" })

export async function signIn(page: Page, email: string): Promise<void> {
  const user = demo().users.find((u) => u.email === email)
  await visit(page, "/sign-in")
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(user?.password ?? "")
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"))
}

/** Calls the REST API as the demo's administrator. */
export async function api<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${url()}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${demo().adminToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(response.ok, `${path}: ${response.status}`).toBe(true)
  return (await response.json()) as T
}

/** A new client with one source, and a function that delivers to it. */
export async function newSource(name: string, adapter = "generic") {
  const client = await api<{ id: string; code: string }>("/clients", { name })
  const source = await api<{ id: string; token: string }>(`/clients/${client.id}/sources`, {
    adapter,
    ratePerSecond: 5000,
    burst: 5000,
    learningHours: 0,
  })
  const deliver = async (body: unknown) => {
    const response = await fetch(`${url()}/ingest/v1/${adapter}/${source.token}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(202)
  }
  return { client, source, deliver }
}

/**
 * Nothing on the page that keeps somebody out, in either theme.
 *
 * @param except a selector of what cannot be looked into, such as a frame in which no script runs
 */
export async function expectAccessible(page: Page, except?: string): Promise<void> {
  // In the page itself and without the account of what was fine: half the time.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .setLegacyMode(true)
  if (except) axe.exclude(except)
  const { violations } = await axe.analyze()
  expect(
    violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
  ).toEqual([])
}
