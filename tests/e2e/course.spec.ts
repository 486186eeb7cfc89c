import { expect, type Page, test } from "@playwright/test"
import { api, expectAccessible, signIn, url, visit } from "./support.ts"

type Made = { readonly id: string; readonly reference: string }

async function newIncident(discipline: "noc" | "soc", title: string): Promise<Made> {
  const found = await api<{ items: { id: string }[] }>("/clients?search=Nordbank")
  return api<Made>("/incidents", { client: found.items[0]?.id, title, severity: "high", discipline })
}

async function open(page: Page, incident: Made): Promise<void> {
  await visit(page, `/ops/incidents/${incident.id}`)
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
}
const dialog = (page: Page) => page.getByRole("dialog")

/** No part of the page is wider than the screen. */
const fits = async (page: Page) =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)

test("2.9.6 a question holds the incident and stops its clock; the client's answer lets it go on", async ({
  page,
  browser,
}) => {
  const incident = await newIncident("noc", "Backups fail at night")
  await signIn(page, "ana@watchfloor.example")
  await open(page, incident)
  await page.keyboard.press("h")
  await expect(dialog(page).getByText("Stand still")).toBeVisible()
  await expect(dialog(page).getByRole("definition").first()).toHaveText("resolution")
  await dialog(page).getByLabel("A third party has to do something").check()
  await expect(dialog(page).getByRole("definition").first()).toHaveText("no clock")
  await dialog(page).getByLabel("The client has to answer").check()
  await dialog(page).getByLabel("Question to Nordbank AG").fill("May we restart the agent?")
  await expectAccessible(page)
  await dialog(page).getByRole("button", { name: "Ask Nordbank AG and hold" }).click()
  const hold = page.getByRole("region", { name: "Hold" })
  await expect(hold).toContainText("On hold, waiting for the client")
  await expect(page.getByRole("region", { name: "Whose turn" })).toContainText("Client, since")
  await expect(page.getByText(/paused, .* left/)).toBeVisible()

  const client = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage()
  await signIn(client, "greta@nordbank.example")
  await visit(client, `/client/incidents/${incident.id}`)
  await expect(client.getByRole("note")).toContainText("We wait for your answer")
  await expect(client.getByRole("note")).toContainText("May we restart the agent?")
  await expectAccessible(client)
  await fits(client)
  await client.getByLabel("Your answer").fill("Yes, after six.")
  await client.getByRole("button", { name: "Send the answer" }).click()
  await expect(client.getByText("Sent. Your operations team has it now.")).toBeVisible()
  await expect(client.getByText("We wait for your answer")).toHaveCount(0)

  await expect(page.getByText("Yes, after six.")).toBeVisible()
  await expect(hold).toHaveCount(0)
  await expect(page.getByText(/hold ended .* the client answered/)).toBeVisible()
})

test("2.9.6 what would stop a clock needs something the client saw", async ({ page }) => {
  const incident = await newIncident("noc", "Switch to be replaced")
  await signIn(page, "ana@watchfloor.example")
  await open(page, incident)
  await page.getByRole("button", { name: /Put on hold/ }).click()
  await dialog(page).getByLabel("A planned change").check()
  await dialog(page).getByRole("button", { name: "Put on hold" }).click()
  await expect(dialog(page).getByRole("alert")).toContainText("only when the client has agreed")
  await dialog(page).getByLabel("Nordbank AG agreed to this").check()
  await dialog(page).getByRole("button", { name: "Put on hold" }).click()
  const hold = page.getByRole("region", { name: "Hold" })
  await expect(hold).toContainText("waiting for a planned change")
  await hold.getByRole("button", { name: "End the hold" }).click()
  await expect(hold).toHaveCount(0)
  await expect(page.getByText("Off hold. Its clocks go on.")).toBeVisible()
})

test("2.12.2 the other team sees what is asked of it, and a transfer moves on accept", async ({
  page,
  browser,
}) => {
  const incident = await newIncident("noc", "Odd traffic to one host")
  await signIn(page, "ana@watchfloor.example")
  await open(page, incident)
  await page.getByRole("button", { name: "Hand off to the SOC …" }).click()
  await dialog(page).getByLabel("Reason").selectOption("Suspected DDoS")
  await dialog(page).getByLabel("What the SOC should do").fill("40 networks at once. Is it an attack?")
  await expectAccessible(page)
  await dialog(page).getByRole("button", { name: "Ask the SOC" }).click()
  const asked = page.getByRole("region", { name: "Handoffs", exact: true })
  await expect(asked).toContainText("NOC to SOC")
  await expect(page.getByRole("button", { name: "Hand off to the SOC …" })).toHaveCount(0)
  await expect(asked.getByRole("button")).toHaveCount(0)

  const soc = await (await browser.newContext()).newPage()
  await signIn(soc, "ivo@watchfloor.example")
  const waiting = soc.getByRole("region", { name: "Handoffs that wait for an answer" })
  const link = waiting.getByRole("link", { name: incident.reference })
  for (const list of ["/ops/queue", "/ops/incidents"]) {
    await visit(soc, `${list}`)
    await expect(link).toBeVisible()
  }
  await link.click()
  const handoffs = soc.getByRole("region", { name: "Handoffs", exact: true })
  await handoffs.getByRole("button", { name: "Reject …" }).click()
  await dialog(soc).getByRole("button", { name: "Cancel" }).click()
  await handoffs.getByRole("button", { name: "Accept: it is the SOC's" }).click()
  await expect(handoffs).toContainText("accepted")
  await expect(soc.getByText("Nobody owns it yet")).toBeVisible()
  await expect(soc.getByRole("region", { name: "Whose turn" })).toContainText("Our SOC, since")
  await expect(asked).toContainText("answered by Ivo Marić")
  await handoffs.getByRole("button", { name: "Give back …" }).click()
  await dialog(soc).getByLabel("Why is it not for you?").fill("A backup.")
  await dialog(soc).getByRole("button", { name: "Give it back to the NOC" }).click()
  await expect(handoffs).toContainText("returned")
  await expect(page.getByRole("button", { name: "Hand off to the SOC …" })).toBeVisible()
})

test("2.9.2 an attack is confirmed and contained; an outage is named and its services restored", async ({
  page,
}) => {
  const attack = await newIncident("soc", "Beacon from a laptop")
  await signIn(page, "mina@watchfloor.example")
  await open(page, attack)
  const part = page.getByRole("region", { name: "Attack" })
  await part.getByRole("button", { name: "Confirm as attack …" }).click()
  await dialog(page).getByLabel("What it rests on").fill("Known host, every 60 seconds")
  await dialog(page).getByRole("button", { name: "Confirm the attack" }).click()
  await part.getByRole("button", { name: "Contained …" }).click()
  await dialog(page).getByLabel("How that was verified, or why it is not needed").fill("Off the network")
  await dialog(page).getByRole("button", { name: "Stop the containment clock" }).click()
  await expect(part.getByText("Contained", { exact: true })).toBeVisible()

  await open(page, await newIncident("noc", "Shop is down"))
  const service = page.getByRole("region", { name: "Service" })
  await service.getByRole("button", { name: "What is affected …" }).click()
  await dialog(page).getByLabel("Services, one a line").fill("Shop\nMail")
  await expectAccessible(page)
  await dialog(page).getByRole("button", { name: "Say what is affected" }).click()
  for (const name of ["Shop", "Mail"]) {
    await service.getByRole("button", { name: `${name} is restored …` }).click()
    await dialog(page)
      .getByRole("button", { name: `Say that ${name} is back` })
      .click()
    await expect(service.getByRole("button", { name: `${name} is restored …` })).toHaveCount(0)
  }
  await expect(service.getByText("Restored", { exact: true })).toBeVisible()
})

test("2.12.4 the NOC isolates what the SOC asked, says that it was verified, and the attack is contained", async ({
  page,
  browser,
}) => {
  test.slow()
  const attack = await newIncident("soc", "Worm in a branch office")
  await signIn(page, "mina@watchfloor.example")
  await open(page, attack)
  const part = page.getByRole("region", { name: "Attack" })
  await part.getByRole("button", { name: "Confirm as attack …" }).click()
  await dialog(page).getByLabel("What it rests on").fill("Same file on nine hosts")
  await dialog(page).getByRole("button", { name: "Confirm the attack" }).click()
  await page.getByRole("button", { name: "Hand off to the NOC …" }).click()
  await dialog(page).getByLabel("What for").selectOption("Work on it with us; it stays ours")
  await dialog(page).getByLabel("Reason").selectOption("Isolate a segment")
  await dialog(page).getByLabel("What the NOC should do").fill("Take the branch off the network")
  await dialog(page).getByLabel("Targets").fill("10.44.0.0/16\nvpn-44")
  await dialog(page).getByLabel("Who approves it").selectOption("The client")
  await expectAccessible(page)
  await dialog(page).getByRole("button", { name: "Ask the NOC" }).click()
  await expect(page.getByRole("region", { name: "Handoffs", exact: true })).toContainText(
    "waits for approval",
  )

  const noc = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await signIn(noc, "ana@watchfloor.example")
  await open(noc, attack)
  const handoffs = noc.getByRole("region", { name: "Handoffs", exact: true })
  await expect(handoffs.getByRole("list", { name: "Targets" })).toContainText("vpn-44")
  await expect(handoffs.getByRole("button", { name: "Accept for the NOC" })).toHaveCount(0)
  await handoffs.getByRole("button", { name: "The client approved …" }).click()
  await dialog(noc).getByLabel("Who of the client").fill("Dr. Petrova")
  await dialog(noc).getByLabel("How they said so").fill("By telephone, called back")
  await expectAccessible(noc)
  await fits(noc)
  await dialog(noc).getByRole("button", { name: "Write the approval down" }).click()
  await expect(handoffs).toContainText("Dr. Petrova, By telephone, called back; written down")
  await handoffs.getByRole("button", { name: "Accept for the NOC" }).click()
  await handoffs.getByRole("button", { name: "Done …" }).click()
  await dialog(noc).getByLabel("Containment verified").check()
  await expectAccessible(noc)
  await dialog(noc).getByRole("button", { name: "Say that it is done" }).click()
  const account = dialog(noc).getByLabel(/What came of it, and how was it verified/)
  await expect(account).toHaveAccessibleDescription(/Say how it was verified/)
  await account.fill("No host of it answers from outside")
  await fits(noc)
  await dialog(noc).getByRole("button", { name: "Say that it is done" }).click()
  await expect(handoffs).toContainText("completed")
  await expect(part.getByText("Contained", { exact: true })).toBeVisible()
})

for (const theme of ["dark", "light"] as const)
  test(`an incident on hold fits a phone and keeps nobody out (${theme})`, async ({ browser }) => {
    const incident = await newIncident("noc", "Mail is slow")
    await api(`/incidents/${incident.id}/hold`, { hold: "waiting_client", question: "Since when?" })
    await api(`/incidents/${incident.id}/handoffs`, {
      ...{ to: "soc", type: "consult", reasonCode: "traffic_anomaly", ask: "Have a look?" },
    })
    const context = await browser.newContext({
      colorScheme: theme,
      viewport: { width: 390, height: 800 },
    })
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    await signIn(page, "mina@watchfloor.example")
    for (const path of [`/ops/incidents/${incident.id}`, "/ops/queue", "/ops/incidents"]) {
      await visit(page, `${path}`)
      await expectAccessible(page)
      await fits(page)
    }
  })
