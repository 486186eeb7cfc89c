import { createHmac } from "node:crypto"
import { expect, test } from "@playwright/test"
import { expectAccessible, newSource, signIn, url, visit } from "./support.ts"

test("a signature is demanded, unsigned deliveries are refused, and it is dropped again", async ({
  page,
}) => {
  const { source } = await newSource("Signed Ltd", "github")
  const secret = "a secret of tests"
  const body = JSON.stringify({ action: "created", alert: { number: 1 } })
  const send = async (signed: boolean) => {
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`
    const headers = {
      "content-type": "application/json",
      ...(signed ? { "x-hub-signature-256": signature } : {}),
    }
    return (await fetch(`${url()}/ingest/v1/github/${source.token}`, { method: "POST", body, headers }))
      .status
  }
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  const section = page.getByRole("region", { name: "Signature" })
  await expect(section.getByText("the token alone decides")).toBeVisible()
  await section.getByLabel("Secret of the webhook").fill("short")
  await section.getByRole("button", { name: "Demand the signature" }).click()
  await expect(section.getByText("It has 8 to 500 characters.")).toBeVisible()
  await section.getByLabel("Secret of the webhook").fill(secret)
  await section.getByRole("button", { name: "Demand the signature" }).click()
  await expect(section.getByText("Refused in the last 24 hours")).toBeVisible()
  await expect(section.getByLabel("Secret of the webhook")).toHaveValue("")
  await expect.poll(() => send(false), { timeout: 10_000 }).toBe(401)
  expect(await send(true)).toBe(202)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await section.getByRole("button", { name: "Stop demanding it …" }).click()
  await page.getByRole("button", { name: "Take unsigned deliveries" }).click()
  await expect(section.getByText("the token alone decides")).toBeVisible()
  await expect.poll(() => send(false), { timeout: 10_000 }).toBe(202)
})

test("a suppression is made from the noise report, for the rule wherever it fires", async ({ page }) => {
  const { client, deliver } = await newSource("Chatty Ltd")
  const alert = (i: number) => ({ key: `c-${i}`, title: "Fan slow", rule: "FanSlow", asset: `rack-${i}` })
  await deliver([1, 2, 3].map(alert))
  await signIn(page, "admin@watchfloor.example")
  await expect(async () => {
    await visit(page, `/ops/noise?client=${client.id}&days=1`)
    await page.getByRole("link", { name: "Create suppression for Fan slow" }).click({ timeout: 1000 })
  }).toPass()
  await expect(page.getByRole("heading", { name: "New suppression rule" })).toBeVisible()
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(/Fan slow/)
  await expect(page.getByText("FanSlow").or(page.locator('[value="FanSlow"]')).first()).toBeAttached()
  await expectAccessible(page)
})

test("the queue narrows to what waits in candidates", async ({ page }) => {
  const { client, deliver } = await newSource("Plain Ltd")
  await deliver({ key: "k1", title: "Fan slow", severity: "low", asset: "rack-7" })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByRole("row").filter({ hasText: "Fan slow" })).toBeVisible()
  await page.getByRole("link", { name: "Candidates" }).click()
  await expect(page).toHaveURL(/candidate=1/)
  await expect(page.getByText("Nothing matches these filters")).toBeVisible()
  await expectAccessible(page)
})
