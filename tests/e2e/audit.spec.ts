import { readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import { api, expectAccessible, newSource, signIn, url, visit } from "./support.ts"

test("who changed what: found, opened, exported and verified", async ({ page }) => {
  const { client } = await newSource("Audited Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/ops/queue")
  await visit(page, "/admin/audit")
  await page.getByRole("searchbox").fill(`client:${client.code} action:source.create`)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(new RegExp(`action=source.create&client=${client.code}`))
  const row = page.getByRole("row").filter({ hasText: "source.create" })
  await expect(row).toHaveCount(1)
  await row.getByRole("button", { name: /Details of source.create/ }).click()
  await expect(page.getByRole("rowheader", { name: "adapter" })).toBeVisible()
  await expect(page.getByRole("cell", { name: "generic", exact: true })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/\/admin\/audit$/)

  await page.getByRole("link", { name: "Sign-ins" }).click()
  await expect(page.getByRole("row").filter({ hasText: "session.create" }).first()).toBeVisible()
  await page.getByRole("button", { name: "Verify now" }).click()
  await expect(page.getByRole("status").filter({ hasText: /All \d+ chains hold/ })).toBeVisible()
  await expect(page.getByText(/^Verified to/)).toBeVisible()

  await page.getByRole("button", { name: "Export …" }).click()
  await page.getByRole("combobox", { name: "Chain" }).selectOption({ label: "Audited Ltd" })
  const download = page.waitForEvent("download")
  await page.getByRole("dialog").getByRole("button", { name: "Export" }).click()
  const file = await (await download).path()
  expect(JSON.parse(readFileSync(file, "utf8").split("\n")[0] ?? "")).toMatchObject({
    kind: "watchfloor-audit",
    chain: client.id,
  })
  const { items } = await api<{ items: { client: string }[] }>(`/audit?action=audit.export`)
  expect(items[0]).toMatchObject({ client: client.id })
})

for (const theme of ["dark", "light"] as const)
  test(`the audit keeps nobody out, on a phone as well: ${theme}`, async ({ browser }) => {
    const context = await browser.newContext()
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    const problems: string[] = []
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    await signIn(page, "admin@watchfloor.example")
    await visit(page, "/admin/audit")
    await page
      .getByRole("button", { name: /Details of/ })
      .first()
      .click()
    await expectAccessible(page)
    await page.screenshot({ path: `${process.env["AUDIT_SHOTS"] ?? "test-results"}/audit-${theme}.png` })
    await page.getByRole("button", { name: "Export …" }).click()
    await expectAccessible(page)
    await page.keyboard.press("Escape")
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible()
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0)
    await expectAccessible(page)
    await page.screenshot({
      path: `${process.env["AUDIT_SHOTS"] ?? "test-results"}/audit-${theme}-phone.png`,
    })
    expect(problems).toEqual([])
  })
