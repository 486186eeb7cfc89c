import { expect, test } from "@playwright/test"
import { api, newSource, signIn, visit } from "./support.ts"

test("an incident from acknowledgement to the client's page, resolved and reopened", async ({
  page,
  browser,
}) => {
  const nordbank = (await api<{ items: { id: string; name: string }[] }>("/clients?search=Nordbank"))
    .items[0]!
  const incident = await api<{ id: string; reference: string }>("/incidents", {
    client: nordbank.id,
    title: "Payments are slow",
    severity: "high",
  })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/incidents/${incident.id}`)
  await page.getByRole("button", { name: /Acknowledge/ }).click()
  await expect(page.getByText("Owner: Ana Petrova")).toBeVisible()
  await expect(page.getByText(/met in/)).toBeVisible()

  await page.getByLabel("Internal note").fill("Replica lag on core-db-02. <script>alert(1)</script>")
  await page.getByRole("button", { name: "Write note" }).click()
  await expect(page.getByText("Replica lag on core-db-02. <script>alert(1)</script>")).toBeVisible()

  const clientPage = await (await browser.newContext()).newPage()
  await signIn(clientPage, "greta@nordbank.example")
  await expect(clientPage.getByRole("link", { name: "Payments are slow" })).toHaveCount(0)
  expect((await visit(clientPage, `/client/incidents/${incident.id}`))?.status()).toBe(404)

  await page.getByRole("radio", { name: "Client sees this" }).click()
  await page.getByLabel("Update for Nordbank AG").fill("We see slow payments and are working on it.")
  await page.getByRole("button", { name: "Share with Nordbank AG …" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Share with Nordbank AG" }).click()
  await expect(page.getByText("Shared with the client")).toBeVisible()

  await visit(clientPage, "/client")
  await clientPage.getByRole("link", { name: "Payments are slow" }).click()
  await expect(clientPage.getByText("We see slow payments and are working on it.")).toBeVisible()
  await expect(clientPage.getByText("Replica lag")).toHaveCount(0)
  await expect(clientPage.getByText("Ana Petrova")).toHaveCount(0)

  await page.getByRole("button", { name: /Resolve …/ }).click()
  await page.getByLabel("How was it resolved?").fill("Replica caught up.")
  await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click()
  await expect(page.getByText("Resolution: Replica caught up.")).toBeVisible()
  await page.getByRole("button", { name: /Reopen …/ }).click()
  await page.getByLabel("Why is it opened again?").fill("Slow again.")
  await page.getByRole("dialog").getByRole("button", { name: "Reopen" }).click()
  await expect(page.getByText("investigating", { exact: true })).toHaveAttribute("aria-current", "step")
})

test("another client's person finds nothing, and a random address answers the same", async ({ page }) => {
  const { client } = await newSource("Foreign Ltd")
  const incident = await api<{ id: string }>("/incidents", { client: client.id, title: "Not for others" })
  await api(`/incidents/${incident.id}/note`, { text: "shared", lane: "client" })
  await signIn(page, "luis@helios.example")
  const [foreign, random] = [
    await visit(page, `/client/incidents/${incident.id}`),
    await visit(page, `/client/incidents/${crypto.randomUUID()}`),
  ]
  expect([foreign?.status(), random?.status()]).toEqual([404, 404])
  expect((await visit(page, "/ops/queue"))?.status()).toBe(404)
})
