import { expect, type Page, test } from "@playwright/test"
import { expectAccessible, signIn, url, visit } from "./support.ts"

let made = 0

/** A policy nobody keeps: every alert acknowledged within a second, round the clock. */
async function addInstantPolicy(page: Page): Promise<string> {
  const name = `At once ${process.pid}-${++made}`
  await visit(page, "/admin/sla/policies/new")
  await page.getByLabel("Name", { exact: true }).fill(name)
  for (const priority of [1, 2, 3])
    await page.getByRole("textbox", { name: `Acknowledgement, P${priority}, time` }).fill("1 s")
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible()
  return name
}

async function tryIt(page: Page, policy: string): Promise<void> {
  await page.getByLabel("Policy", { exact: true }).selectOption(`${policy}, version 1`)
  await page.getByRole("button", { name: "Try it on the last 90 days" }).click()
  await expect(page.getByRole("region", { name: "People on duty" })).toBeVisible()
  await expect(page.getByRole("progressbar")).toHaveCount(0)
}

async function typePrices(page: Page): Promise<void> {
  await page.getByLabel("Monthly fee").fill("4500")
  await page.getByLabel("Cost of a person-hour").fill("38.50")
  await page.getByLabel("Step 1: below, %").fill("99.5")
  await page.getByLabel("Step 1: gives back, %").fill("10")
}

test("4.10 other terms: how far the replay is, who is on duty, and the price", async ({ page }) => {
  await signIn(page, "admin@watchfloor.example")
  const policy = await addInstantPolicy(page)
  await visit(page, "/admin/sla/past")
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route("**/admin/sla/past.data*", async (route) => {
    await held
    await route.continue()
  })
  await page.getByLabel("Policy", { exact: true }).selectOption(`${policy}, version 1`)
  await page.getByRole("button", { name: "Try it on the last 90 days" }).click()
  await expect(page.getByRole("progressbar", { name: "Replaying" })).toBeVisible()
  await expectAccessible(page)
  release()
  await expect(page.getByRole("progressbar")).toHaveCount(0)

  const duty = page.getByRole("region", { name: "People on duty" })
  await expect(duty).toContainText("These terms need somebody on duty 168 h a week")
  await expect(duty.getByRole("row", { name: /^Somebody on duty/ })).toContainText("168")
  await duty.getByText("Show as a table").click()
  await expect(duty.getByRole("table", { name: "People on duty by hours of the week" })).toBeVisible()
  await duty.getByText("How this is worked out").click()
  await expect(duty).toContainText("by the wall clock of UTC")
  await duty.getByLabel("Answered in time, at least").selectOption("99 %")

  const money = page.getByRole("region", { name: "In money" })
  await expect(money).toContainText("Type the monthly fee, what a person-hour costs and a step of the credit")
  await typePrices(page)
  // All of the last month's was missed: a tenth of the fee.
  const month = money.getByRole("region").last()
  await expect(month).toContainText("By these termsEUR 450.00")
  await money.getByLabel("Credit at most, %").fill("5")
  await expect(month).toContainText("By these termsEUR 225.00")
  await expect(money).toContainText(/A price EUR [\d,.]+ a month (higher|lower) leaves the margin as it is/)
  await expectAccessible(page)
  await page.getByLabel("Monthly fee").fill("about 4500")
  await expect(page.getByLabel("Monthly fee")).toHaveAccessibleDescription(/Write an amount such as/)
  await expect(money).toContainText("Correct what is marked")
  await expectAccessible(page)
})

for (const theme of ["light", "dark"] as const)
  test.describe(`on a phone, ${theme}`, () => {
    test.use({ viewport: { width: 390, height: 844 } })

    test("4.10 people on duty and the price fit the screen", async ({ page }) => {
      await page.context().addCookies([{ name: "theme", value: theme, url: url() }])
      await signIn(page, "admin@watchfloor.example")
      const policy = await addInstantPolicy(page)
      await visit(page, "/admin/sla/past")
      await tryIt(page, policy)
      await typePrices(page)
      for (const summary of await page.locator("main summary").all())
        if (await summary.isVisible()) await summary.click()
      await expect(page.getByText(/^A price EUR .* leaves the margin as it is/)).toBeVisible()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      await expectAccessible(page)
    })
  })
