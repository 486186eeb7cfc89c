import { connect } from "node:net"
import { expect, test } from "@playwright/test"
import { api, expectAccessible, newSource, reload, signIn, url, visit } from "./support.ts"

test("a source is given a port, a device sends to it, and the port is taken away", async ({ page }) => {
  const { source, client } = await newSource("Ports Ltd", "syslog")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  const section = page.getByRole("region", { name: "Listeners" })
  await expect(section.getByText("It listens nowhere yet.")).toBeVisible()
  const port = section.getByLabel("Port")
  await port.fill("22")
  await section.getByRole("button", { name: "Add the listener" }).click()
  await expect(section.getByText(/Choose one from \d+ to \d+/)).toBeVisible()
  await reload(page)
  const number = Number(await port.inputValue())
  expect(number).toBeGreaterThan(1023)
  await section.getByRole("button", { name: "Add the listener" }).click()
  await expect(section.getByText(`TCP port ${number}`)).toBeVisible()
  await expect(async () => {
    await reload(page)
    await expect(section.getByText("listening", { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()
  await section.getByText("How to send here").click()
  await expect(section.locator("pre")).toContainText(`port="${number}"`)
  await section.getByLabel("Sender").selectOption("logger")
  await expect(section.locator("pre")).toContainText(`--port ${number}`)
  await expectAccessible(page)

  const socket = connect(number, "127.0.0.1")
  socket.end("<11>1 2026-03-02T08:00:00Z fw-1 app - - - Fan tray failed\n")
  const titles = async () =>
    (await api<{ items: { title: string }[] }>(`/alerts?client=${client.id}`)).items.map(({ title }) => title)
  await expect.poll(titles).toEqual(["app: Fan tray failed"])

  await visit(page, `/admin/sources/${source.id}`)
  await section.getByRole("button", { name: `Remove TCP port ${number}` }).click()
  await page
    .getByRole("button", { name: `Remove TCP port ${number}` })
    .last()
    .click()
  await expect(section.getByText("It listens nowhere yet.")).toBeVisible()
})

test("a heartbeat from its form to its first beat", async ({ page }) => {
  await newSource("Beats Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/sources/new")
  await page.getByLabel("Client").selectOption("Beats Ltd")
  await page.getByLabel("Tool").selectOption("heartbeat")
  await page.getByLabel("Name").fill("Nightly backup")
  await page.getByRole("button", { name: "Add the source" }).click()
  await expect(page.getByText("Say how often it beats.")).toBeVisible()
  await page.getByLabel("Speaks at least every").selectOption("1 day")
  await page.getByRole("button", { name: "Add the source" }).click()
  await expect(page.getByRole("heading", { name: "Nightly backup is ready" })).toBeVisible()
  const token = (await page.locator("pre").first().textContent()) ?? ""
  expect((await fetch(`${url()}/heartbeat/${token}`)).status).toBe(200)
  await page.getByRole("link", { name: "To the source" }).click()
  await expect(page.getByText("every 1 day")).toBeVisible()
  await expect(page.getByRole("region", { name: "Heartbeat" }).locator("pre")).toContainText(
    "/heartbeat/TOKEN",
  )
  await expect(page.getByRole("region", { name: "Coverage" })).toContainText("No silence in this time.")
  await expect(async () => {
    await reload(page)
    await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expectAccessible(page)
})

test("how often a source is expected is changed on its page", async ({ page }) => {
  const { source, client } = await newSource("Expected Ltd")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  await expect(page.getByText("silence means nothing", { exact: true })).toBeVisible()
  await page.getByRole("button", { name: "Edit …" }).click()
  await page.getByLabel("Speaks at least every").selectOption("5 minutes")
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("every 5 minutes", { exact: true })).toBeVisible()
  const read = await api<{ expectedEverySeconds: number }>(`/clients/${client.id}/sources/${source.id}`)
  expect(read.expectedEverySeconds).toBe(300)
})

test("mailboxes say that the portal takes no mail where it takes none", async ({ page }) => {
  const { source } = await newSource("Mails Ltd", "mail")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  const section = page.getByRole("region", { name: "Mailboxes" })
  await expect(section.getByText("set MAIL_PORT and MAIL_DOMAIN")).toBeVisible()
  await expect(section.getByRole("button")).toHaveCount(0)
})

test("the source's page fits a phone", async ({ page }) => {
  const { source } = await newSource("Phones Ltd", "syslog")
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  await expect(page.getByRole("region", { name: "Listeners" })).toBeVisible()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})
