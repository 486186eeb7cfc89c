import { readFileSync } from "node:fs"
import { expect, type Page, test } from "@playwright/test"
import { demo, expectAccessible, newSource, reload, signIn, visit } from "./support.ts"

const weakness = (more: object) => ({
  ...{ category: "vulnerability", discipline: "soc", severity: "high", asset: "web-01" },
  ...more,
})

/** The scan is taken in a moment later. */
async function untilShown(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await reload(page)
    await expect(page.getByRole("link", { name: text })).toBeVisible({ timeout: 1000 })
  }).toPass()
}

test("a scan fills the register and no queue; a risk is accepted by two, the rest settled at once", async ({
  page,
  browser,
}) => {
  const { client, deliver } = await newSource("Scanned Ltd")
  await deliver([
    weakness({ key: "a", title: "=Old kernel", rule: "CVE-2026-1001", labels: { kev: "true" } }),
    weakness({ key: "b", title: "Weak cipher", severity: "medium" }),
    weakness({ key: "c", title: "Old library", severity: "medium" }),
  ])
  await signIn(page, "ivo@watchfloor.example")
  await visit(page, `/ops/findings?client=${client.id}`)
  await untilShown(page, "=Old kernel")
  await expect(page.getByText("Exploit known", { exact: true }).first()).toBeVisible()
  await expect(page.getByRole("img", { name: /^Known for 0–7 days: 3; 8–30 days: 0/ })).toBeVisible()
  await expectAccessible(page)
  const download = page.waitForEvent("download")
  await page.getByRole("link", { name: "CSV" }).click()
  expect(readFileSync(await (await download).path(), "utf8")).toContain(`"'=Old kernel"`)

  await page.getByRole("link", { name: "=Old kernel" }).click()
  await expect(page.getByText("nobody promised by when it is fixed")).toBeVisible()
  await page.getByRole("button", { name: "Accept the risk …" }).click()
  const dialog = page.getByRole("dialog", { name: "Accept the risk" })
  await dialog.getByRole("button", { name: "Ask for approval" }).click()
  await expect(dialog.getByText("Say why")).toBeVisible()
  await dialog.getByLabel("Reason").fill("Replaced in spring")
  await dialog.getByLabel("Last day").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
  await expectAccessible(page)
  await dialog.getByRole("button", { name: "Ask for approval" }).click()
  await expect(page.getByText("Whoever may approve risks")).toHaveCount(0)
  await expect(page.getByText("Somebody other than you has to decide this.")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Withdraw the request" }).click()
  await expect(page.getByText("took back the wish to accept the risk")).toBeVisible()
  await expect(page.getByText("Somebody other than you has to decide this.")).toHaveCount(0)
  await page.getByRole("button", { name: "Accept the risk …" }).click()
  await dialog.getByLabel("Reason").fill("Replaced in spring, as agreed")
  await dialog.getByLabel("Last day").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
  await dialog.getByRole("button", { name: "Ask for approval" }).click()
  await expect(page.getByText("Somebody other than you has to decide this.")).toBeVisible()

  const lead = await (await browser.newContext()).newPage()
  await signIn(lead, "mina@watchfloor.example")
  await visit(lead, new URL(page.url()).pathname)
  await lead.getByRole("button", { name: "Accept the risk", exact: true }).click()
  await expect(lead.getByText(/Risk accepted since .*: Mina Okafor/)).toBeVisible()
  await expect(lead.getByText("accepted the risk")).toBeVisible()
  await lead.context().close()

  await page.setViewportSize({ width: 390, height: 844 })
  await reload(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await visit(page, `/ops/findings?client=${client.id}`)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole("checkbox", { name: "Choose Weak cipher on web-01" }).check()
  await page.getByRole("checkbox", { name: "Choose Old library on web-01" }).check()
  await page.getByLabel("They are").selectOption("False positive")
  await page.getByRole("button", { name: "Settle the chosen" }).click()
  await expect(page.getByText("Say why")).toBeVisible()
  await page.getByLabel("Reason").fill("Another library of that name")
  await page.getByRole("button", { name: "Settle the chosen" }).click()
  await expect(page.getByText("No finding matches")).toBeVisible()
  await expectAccessible(page)
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByText("Weak cipher")).toHaveCount(0)
})

test("a client's people read what is still there of their own, and nothing of another client", async ({
  page,
}) => {
  const manager = demo().users.find((user) => user.client === "NORD" && user.role === "manager")
  if (!manager) throw new Error("the demo has no manager of that client")
  await signIn(page, manager.email)
  await page.getByRole("link", { name: "Findings" }).click()
  await expect(page.getByText("Apache Log4j 1.x Multiple Vulnerabilities").first()).toBeVisible()
  await expect(page.getByText("xz-utils")).toHaveCount(0)
  await expect(page.getByText("Malicious code in xz")).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
