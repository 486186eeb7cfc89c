import { expect, type Page, test } from "@playwright/test"
import { api, expectAccessible, signIn, url, visit } from "./support.ts"

const dialog = (page: Page) => page.getByRole("dialog")
const fits = async (page: Page) =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)

for (const theme of ["light", "dark"] as const)
  test(`2.12.5 the SOC marks an incident need to know; the NOC reads what it is asked and no more (${theme})`, async ({
    browser,
  }) => {
    test.slow()
    const found = await api<{ items: { id: string }[] }>("/clients?search=Nordbank")
    const title = `Ledger copied by ${theme} insider`
    const incident = await api<{ id: string; reference: string }>("/incidents", {
      ...{ client: found.items[0]?.id, title, severity: "high", discipline: "soc" },
    })
    const path = `/ops/incidents/${incident.id}`
    const person = async (email: string, width: number) => {
      const context = await browser.newContext({ colorScheme: theme, viewport: { width, height: 844 } })
      await context.addCookies([{ name: "theme", value: theme, url: url() }])
      const page = await context.newPage()
      await signIn(page, email)
      return page
    }

    const soc = await person("ivo@watchfloor.example", 1280)
    await visit(soc, path)
    await soc.getByRole("button", { name: "Need to know …" }).click()
    await dialog(soc).getByRole("button", { name: "Cancel" }).click()
    await soc.getByRole("button", { name: "Need to know …" }).click()
    await dialog(soc).getByLabel("Why?").fill("One of their own is suspected")
    await expectAccessible(soc)
    await dialog(soc)
      .getByRole("button", { name: `Mark ${incident.reference} need to know` })
      .click()
    const banner = soc.getByRole("region", { name: "Need to know" })
    await expect(banner).toContainText("One of their own is suspected")
    await expect(soc.getByRole("heading", { level: 1 })).toHaveText(title)
    await soc.getByRole("button", { name: "Hand off to the NOC …" }).click()
    await dialog(soc).getByLabel("Reason").selectOption("Isolate a segment")
    await dialog(soc).getByLabel("What the NOC should do").fill("Take the host off")
    await dialog(soc).getByLabel("Targets").fill("10.1.2.3")
    await dialog(soc).getByLabel("Who approves it").selectOption("Pre-approved by the client")
    await dialog(soc).getByLabel("Where the client agreed to it").fill("Runbook 4")
    await expectAccessible(soc)
    await dialog(soc).getByRole("button", { name: "Ask the NOC" }).click()
    await expect(soc.getByRole("region", { name: "Handoffs", exact: true })).toContainText("10.1.2.3")

    const noc = await person("ana@watchfloor.example", 390)
    await visit(noc, "/ops/incidents")
    await expect(noc.getByText(title)).toHaveCount(0)
    await noc
      .getByRole("link", { name: new RegExp(incident.reference) })
      .first()
      .click()
    await expect(noc.getByRole("note")).toContainText("The SOC marked this incident need to know.")
    await expect(noc.getByRole("heading", { level: 1 })).toHaveText(incident.reference)
    expect(await noc.content()).not.toContain(title)
    const handoffs = noc.getByRole("region", { name: "Handoffs", exact: true })
    await expect(handoffs).toContainText("Take the host off")
    await expect(handoffs).toContainText("Runbook 4")
    await expectAccessible(noc)
    await fits(noc)
    await handoffs.getByRole("button", { name: "Accept for the NOC" }).click()
    await expect(handoffs).toContainText("accepted")
    await handoffs.getByRole("button", { name: "Done …" }).click()
    await dialog(noc).getByRole("button", { name: "Say that it is done" }).click()
    await expect(handoffs).toContainText("completed")
    await expectAccessible(noc)

    await banner.getByRole("button", { name: "Lift need to know …" }).click()
    await dialog(soc).getByLabel("Why may everybody read it again?").fill("It was a test")
    await dialog(soc)
      .getByRole("button", { name: `Let everybody read ${incident.reference}` })
      .click()
    await expect(banner).toHaveCount(0)
    await expect(noc.getByRole("heading", { level: 1 })).toHaveText(title)
  })
