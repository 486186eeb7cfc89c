import { expect, test } from "@playwright/test"
import { expectAccessible, newSource, signIn, visit } from "./support.ts"

test("a correlation rule from its trial to its first incident, moved, copied, switched off and deleted", async ({
  page,
}) => {
  const { client, deliver } = await newSource("Rules Ltd")
  const fire = (asset: string) =>
    deliver({ key: asset, title: `Down on ${asset}`, severity: "high", asset, rule: `down-${asset}` })
  // Enough to be among the largest of what every other test has left behind.
  for (let n = 1; n <= 12; n++) await fire(`r${n}`)
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/rules/new")
  await page.getByLabel("Name", { exact: true }).fill("Rules Ltd together")
  await page.getByLabel("only these").check()
  await page.getByRole("button", { name: "Add the rule" }).click()
  await expect(page.getByText("Tick at least one client")).toBeVisible()
  await page.getByLabel("Rules Ltd", { exact: true }).check()
  for (const name of ["Rule of the tool", "Asset"]) await page.getByLabel(name, { exact: true }).uncheck()
  await page.getByLabel("Title", { exact: true }).last().fill("Down on {asset}")
  await expect(async () => {
    await page.getByRole("button", { name: "Try it on the last 7 days" }).click()
    await expect(page.getByText("Down on r1, r2 +10")).toBeVisible({ timeout: 2000 })
  }).toPass()
  await page.getByText("Down on r1, r2 +10").click()
  await expect(page.getByText("Down on r1", { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Add the rule" }).click()
  await expect(page).toHaveURL(/\/admin\/rules$/)

  await fire("s1")
  await fire("s2")
  await expect(async () => {
    await visit(page, `/ops/incidents?client=${client.id}`)
    await expect(page.getByText("Down on s1, s2").first()).toBeVisible({ timeout: 1000 })
  }).toPass()

  await visit(page, "/admin/rules")
  await page.getByRole("link", { name: "Copy Rules Ltd together" }).click()
  await page.getByRole("button", { name: "Add the rule" }).click()
  const list = page.getByRole("list", { name: "Rules in their order" })
  const copyUp = page.getByRole("button", { name: "Move Copy of Rules Ltd together up" })
  const names = list.getByRole("link", { name: /^(Copy of )?Rules Ltd together$/ })
  await expect(names).toHaveText(["Rules Ltd together", "Copy of Rules Ltd together"])
  await copyUp.focus()
  await page.keyboard.press("Enter")
  await expect(names).toHaveText(["Copy of Rules Ltd together", "Rules Ltd together"])
  await page.getByRole("button", { name: "Disable Rules Ltd together", exact: true }).click()
  await expect(page.getByRole("button", { name: "Enable Rules Ltd together", exact: true })).toBeVisible()
  await page.getByLabel("Alerts of").selectOption("Rules Ltd")
  await page.getByRole("button", { name: "Try the list" }).click()
  await expect(page.getByText("Incidents it would have made")).toBeVisible()
  await expectAccessible(page)

  await page.setViewportSize({ width: 390, height: 844 })
  await expect(list.getByText("Always last.")).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
  for (const name of ["Copy of Rules Ltd together", "Rules Ltd together"]) {
    await page.getByRole("link", { name, exact: true }).click()
    await page.getByRole("button", { name: "Delete …" }).click()
    await page.getByRole("button", { name: `Delete ${name}`, exact: true }).click()
    await expect(page).toHaveURL(/\/admin\/rules$/)
  }
  await expect(names).toHaveCount(0)
})
