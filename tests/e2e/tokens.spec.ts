import { expect, type Page, test } from "@playwright/test"
import { expectAccessible, signIn, url, visit } from "./support.ts"

const statusOf = async (token: string) =>
  (await fetch(`${url()}/api/v1/clients`, { headers: { authorization: `Bearer ${token}` } })).status

async function makeToken(page: Page, name: string): Promise<string> {
  await visit(page, "/admin/tokens")
  await page.getByRole("link", { name: "New token" }).click()
  await page.getByLabel("Name").fill(name)
  await page.getByLabel("Role", { exact: true }).selectOption("lead")
  await page.getByRole("checkbox", { name: /audit\.read/ }).uncheck()
  await page.getByLabel("Ends").selectOption("30")
  await page.getByRole("button", { name: "Make the token" }).click()
  await expect(page.getByRole("heading", { name: "Token made" })).toBeVisible()
  return (await page.getByText(/^wfa_\S{40,}$/).textContent()) ?? ""
}

test("a token is made, copied, used, and revoked for good", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await signIn(page, "admin@watchfloor.example")
  const token = await makeToken(page, "Ticket bridge")
  await page.getByRole("button", { name: "Copy the token" }).click()
  await expect(page.getByText("Copied.")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  expect(await statusOf(token)).toBe(200)

  await page.getByRole("link", { name: "Done" }).click()
  const row = page.getByRole("row").filter({ hasText: "Ticket bridge" })
  await expect(row).toContainText("Robin Adler")
  await expect(row).toContainText(/of lead/)
  await expect(row).toContainText("active")
  await expect(page.getByText(token)).toHaveCount(0)

  await row.getByRole("button", { name: "Revoke Ticket bridge" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Revoke this token" }).click()
  await expect(row).toContainText("revoked")
  expect(await statusOf(token)).toBe(401)
})

test("what is missing is said beside its field, and what was typed stays", async ({ page }) => {
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/tokens/new")
  await page.getByLabel("Name").fill("No rights")
  await page.getByLabel("Role", { exact: true }).selectOption("billing")
  await page.getByRole("checkbox", { name: /clients\.read/ }).uncheck()
  await page.getByRole("button", { name: "Make the token" }).click()
  await expect(page.getByText("Leave at least one thing it may do.")).toBeVisible()
  await expect(page.getByLabel("Name")).toHaveValue("No rights")
})

for (const theme of ["dark", "light"])
  test(`tokens and roles keep nobody out, ${theme}, on a phone as well`, async ({ browser }) => {
    test.slow()
    const context = await browser.newContext()
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    await signIn(page, "admin@watchfloor.example")
    await makeToken(page, `Axe ${theme}`)
    await expectAccessible(page)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      for (const path of ["/admin/tokens", "/admin/tokens/new", "/admin/roles"]) {
        await visit(page, `${path}`)
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        await expectAccessible(page)
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(over, `${path} at ${width}`).toBe(0)
      }
    }
    await context.close()
  })
