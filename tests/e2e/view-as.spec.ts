import { expect, test } from "@playwright/test"
import { expectAccessible, signIn, url, visit } from "./support.ts"

test("somebody of the provider looks at a client's portal, changes nothing and leaves", async ({ page }) => {
  await signIn(page, "tom@watchfloor.example")
  const row = page.getByRole("row").filter({ hasText: "Nordbank" })
  await row.getByRole("button", { name: /View as client: Nordbank/ }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Reason").fill("Greta asked on the phone")
  await dialog.getByRole("button", { name: /^View Nordbank/ }).click()

  await expect(page).toHaveURL(/\/client$/)
  const banner = page.getByRole("region", { name: "Viewing as provider staff" })
  await expect(banner).toContainText(/Viewing Nordbank.* as provider staff until \d\d:\d\d · ?Leave/)
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()

  // The banner stays on what is found and on what is not.
  await visit(page, `/client/incidents/${crypto.randomUUID()}`)
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible()
  await expect(banner).toBeVisible()
  await visit(page, "/ops/queue")
  await expect(page.getByText(/You are viewing a client's portal/)).toBeVisible()
  await page.getByRole("link", { name: "Back to the start" }).click()
  await expect(page).toHaveURL(/\/client$/)

  await banner.getByRole("button", { name: "Leave" }).click()
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByRole("heading", { name: "Clients" })).toBeVisible()
})

test("what was opened stands in the audit with its reason", async ({ page }) => {
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/audit?action=view-as.open")
  await expect(page.getByRole("row").filter({ hasText: "view-as.open" }).first()).toContainText(
    "Tom Lindqvist",
  )
})

for (const theme of ["dark", "light"])
  test(`the dialog and the banner keep nobody out, ${theme}, on a phone as well`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    await signIn(page, "tom@watchfloor.example")
    await page.getByRole("button", { name: /View as client: Helios/ }).click()
    await expectAccessible(page)
    await page.getByLabel("Reason").fill("A look at their home page")
    await page.keyboard.press("Tab")
    await page.getByRole("button", { name: /^View Helios/ }).click()
    await expect(page.getByRole("region", { name: "Viewing as provider staff" })).toBeVisible()
    await expectAccessible(page)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0)
    await context.close()
  })
