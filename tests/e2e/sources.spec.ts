import { expect, test } from "@playwright/test"
import { expectAccessible, newSource, reload, signIn, url, visit } from "./support.ts"

test("a source from its form to its first delivery, tried, replaced, paused and deleted", async ({
  page,
}) => {
  await newSource("Feeds Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin")
  await page.getByRole("link", { name: "Add a source" }).click()
  await page.getByLabel("Client").selectOption("Feeds Ltd")
  await page.getByLabel("Tool").selectOption("alertmanager")
  await page.getByLabel("Name").fill("Rack Prometheus")
  await page.getByRole("button", { name: "Add the source" }).click()
  await expect(page.getByRole("heading", { name: "Rack Prometheus is ready" })).toBeVisible()
  await expect(page.getByText("The token is shown this once")).toBeVisible()
  const token = (await page.locator("pre").first().textContent()) ?? ""
  const deliver = (secret: string) =>
    fetch(`${url()}/ingest/v1/alertmanager/${secret}`, { method: "POST", body: "[not json" }).then(
      (r) => r.status,
    )
  expect(await deliver(token)).toBe(202)
  await page.getByRole("link", { name: "To the source" }).click()

  await page
    .getByLabel("Payload", { exact: true })
    .fill(JSON.stringify([{ labels: { alertname: "RackHot", instance: "rack-1", severity: "critical" } }]))
  await page.getByRole("button", { name: "Read it" }).click()
  await expect(page.getByText("1 event")).toBeVisible()
  await expect(page.getByText("RackHot", { exact: true }).first()).toBeVisible()
  await page.getByLabel("Payload", { exact: true }).fill("[not json")
  await page.getByRole("button", { name: "Read it" }).click()
  await expect(page.getByText("It would go to quarantine")).toBeVisible()
  await expect(async () => {
    await reload(page)
    await expect(page.locator("details")).toHaveCount(1, { timeout: 500 })
  }).toPass()
  await expectAccessible(page)

  await page.getByRole("button", { name: "New token" }).click()
  await page.getByLabel("The old token").selectOption("0")
  await page.getByRole("button", { name: "Make a new token" }).click()
  await expect(page.getByText("The token is shown this once")).toBeVisible()
  const second = (await page.locator("pre").first().textContent()) ?? ""
  expect(second).not.toBe(token)
  await expect.poll(() => deliver(token)).toBe(401)
  expect(await deliver(second)).toBe(202)

  await page.getByRole("button", { name: "Pause" }).click()
  await page.getByRole("button", { name: "Pause it" }).click()
  await expect(page.getByText("Paused", { exact: true })).toBeVisible()
  await expect.poll(() => deliver(second)).toBe(401)
  await page.getByRole("button", { name: "Resume" }).click()
  await expect.poll(() => deliver(second)).toBe(202)

  await page.getByRole("button", { name: "Delete …" }).click()
  await page.getByRole("button", { name: "Delete Rack Prometheus" }).click()
  await expect(page).toHaveURL(/\/admin$/)
  await expect(page.getByText("Rack Prometheus")).toHaveCount(0)
  await expect.poll(() => deliver(second)).toBe(401)
})

test("an analyst looks at sources and changes none", async ({ page }) => {
  const { source } = await newSource("Looking Ltd")
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  await expect(page.getByRole("heading", { name: "Quarantine" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Delete …" })).toHaveCount(0)
  expect((await visit(page, "/admin/sources/new"))?.status()).toBe(403)
})
