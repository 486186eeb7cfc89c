import { readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import { demo, expectAccessible, newSource, signIn, visit } from "./support.ts"

test("the noise report: a client's rules, its file, and a tuning proposed for what stands out", async ({
  page,
}) => {
  const { client, deliver } = await newSource("Loud Ltd")
  const alert = (i: number) => ({
    key: `loud-${i}`,
    title: "Port flaps",
    rule: "=PortFlap",
    asset: "sw-1",
    severity: "low",
  })
  await deliver(Array.from({ length: 12 }, (_, i) => alert(i)))
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/ops/queue")
  await page.getByRole("link", { name: "Noise" }).first().click()
  await expect(page.getByRole("heading", { name: "Noise" })).toBeVisible()
  await page.getByLabel("Client").selectOption("Loud Ltd")
  await page.getByLabel("Period").selectOption("Last 24 hours")
  await expect(async () => {
    await page.getByRole("button", { name: "Show" }).click()
    await expect(page).toHaveURL(new RegExp(`client=${client.id}`), { timeout: 1000 })
    await expect(page.getByRole("row", { name: /Port flaps.* 12 / })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page.getByText("12 alerts about one asset")).toBeVisible()
  await expect(page.getByText("about 11 fewer alerts in 24 hours")).toBeVisible()
  await expect(page.getByRole("img", { name: /Events received: .*; Alerts: .*; Incidents: / })).toBeVisible()
  await expectAccessible(page)

  const download = page.waitForEvent("download")
  await page.getByRole("link", { name: "CSV" }).click()
  const text = readFileSync(await (await download).path(), "utf8")
  expect(text).toContain(`"'=PortFlap"`)

  await page.getByRole("link", { name: "Source and fingerprint" }).first().click()
  await expect(page.getByRole("heading", { name: "Health" })).toBeVisible()
  await expect(page.getByRole("img", { name: /Last 24 hours: / })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goBack()
  await expect(page.getByRole("heading", { name: "Proposed tuning" })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})

test("a client sees its own sources and figures, and no other client's", async ({ page }) => {
  const manager = demo().users.find((user) => user.client && user.role === "manager")
  if (!manager) throw new Error("the demo has no manager of a client")
  await signIn(page, manager.email)
  await expect(page.getByRole("heading", { name: "Sources" })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("link", { name: "Noise" }).click()
  await expect(page.getByRole("heading", { name: "What your tools report" })).toBeVisible()
  await expect(page.getByText("Loud Ltd")).toHaveCount(0)
  await expect(page.getByRole("link", { name: "Newest alert" })).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
