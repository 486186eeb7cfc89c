import { expect, type Page, test } from "@playwright/test"
import { api, expectAccessible, newSource, signIn, visit } from "./support.ts"

/* The portal of these tests looks at one page of 500 in a turn. */
const many = 1_300

/** Holds every turn after the first until it is let go. Gives how to let go of the next one, and of all. */
async function turnsByHand(page: Page, path: string) {
  let isFree = false
  const waiting: (() => void)[] = []
  await page.route(`**${path}**`, async (route) => {
    const asked = route.request().postData() ?? ""
    const isNext = /(^|&)look=[^&]/.test(asked) || /name="look"\r\n\r\n\S/.test(asked)
    if (isNext && !isFree) await new Promise<void>((resolve) => waiting.push(resolve))
    await route.continue()
  })
  return {
    next: () => waiting.shift()?.(),
    all: () => {
      isFree = true
      for (const go of waiting.splice(0)) go()
    },
  }
}

async function busyClient(name: string) {
  const made = await newSource(name)
  const problems = Array.from({ length: many }, (_, i) => ({
    ...{ key: `k-${i}`, title: `Problem ${i}`, rule: `rule-${i}`, severity: "low", status: "firing" },
  }))
  await made.deliver(problems)
  await expect
    .poll(
      async () =>
        (await api<{ items: readonly unknown[] }>(`/alerts?client=${made.client.id}&limit=1`)).items.length,
    )
    .toBe(1)
  return made
}

test("2.3.9 a preview goes on until it has seen all; stopped, it keeps what there is and can be taken up again", async ({
  page,
}) => {
  const { client } = await busyClient("Busy Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/ops/suppressions/new?client=${client.id}`)
  const turns = await turnsByHand(page, "/ops/suppressions/new")
  await page.getByLabel("Look at").selectOption("rule")
  await page.getByLabel("Values").fill("rule-1")
  await page.getByRole("button", { name: "Preview" }).click()

  const bar = page.getByRole("progressbar", { name: "Looking at the alerts of the last 30 days" })
  await expect(bar).toHaveAttribute("value", "500")
  await expect(bar).toHaveAttribute("max", "1300")
  await expect(page.getByText("500 of about 1,300 alerts so far.")).toBeVisible()
  await expectAccessible(page)
  turns.next()
  await expect(bar).toHaveAttribute("value", "1000")

  await page.getByRole("button", { name: "Stop" }).click()
  await expect(page.getByText("Stopped: the figures are of 1,000 of about 1,300 alerts.")).toBeVisible()
  await expect(page.getByRole("status", { name: "Preview" })).toContainText("of the newest 1,000 alerts")
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole("button", { name: "Go on" }).click()
  turns.all()
  await expect(page.getByRole("status", { name: "Preview" })).toContainText(
    "Would have hidden 1 of 1,300 alerts of the last 30 days",
  )
  await expect(bar).toHaveCount(0)
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0)
})

test("2.4 a trial of rules and one of a recipe go on until they have seen all", async ({ page }) => {
  const { source } = await busyClient("Busier Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/rules")
  const turns = await turnsByHand(page, "/admin/rules/simulate")
  await page.getByLabel("Alerts of").selectOption({ label: "Busier Ltd" })
  await page.getByRole("button", { name: "Try the list" }).click()
  const bar = page.getByRole("progressbar", { name: "Replaying alerts through the rules" })
  await expect(bar).toHaveAttribute("value", "500")
  await expectAccessible(page)
  turns.all()
  await expect(
    page
      .getByRole("definition")
      .filter({ hasText: /^1,300$/ })
      .first(),
  ).toBeVisible()
  await expect(bar).toHaveCount(0)

  await visit(page, `/admin/sources/${source.id}/dedupe`)
  const own = await turnsByHand(page, `/admin/sources/${source.id}/dedupe`)
  await page.getByLabel("By these fields").check()
  await page.getByRole("button", { name: "Try it on the last 7 days" }).click()
  await expect(page.getByRole("progressbar", { name: "Trying the recipe" })).toHaveAttribute("value", "500")
  await expect(page.getByText("The first 500 of about 1,300 events")).toBeVisible()
  own.all()
  await expect(page.getByText("All 1,300 events of the last seven days.")).toBeVisible()
})
