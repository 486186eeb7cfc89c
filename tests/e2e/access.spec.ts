import { expect, test } from "@playwright/test"
import { expectAccessible, newSource, signIn, url, visit } from "./support.ts"

test("wrong password and unknown address answer alike; signing out ends the session", async ({
  page,
  context,
}) => {
  const say = async (email: string) => {
    await visit(page, "/sign-in")
    await page.getByLabel("E-mail").fill(email)
    await page.getByLabel("Password").fill("certainly not the password")
    await page.getByRole("button", { name: "Sign in" }).click()
    return page.getByRole("alert").textContent()
  }
  expect(await say("nobody@nowhere.example")).toBe(await say("tom@watchfloor.example"))
  await signIn(page, "tom@watchfloor.example")
  await expect(page.getByRole("heading", { name: "Clients" })).toBeVisible()
  const cookies = await context.cookies()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL(/sign-in/)
  await context.addCookies(cookies)
  await visit(page, "/account")
  await expect(page).toHaveURL(/sign-in/)
})

test("a post from another site is refused, on screens and resource routes alike", async ({ request }) => {
  for (const path of ["/sign-in", "/sign-out", "/theme", "/ops/queue/verdict"]) {
    const answer = await request.post(`${url()}${path}`, {
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      form: { theme: "light" },
    })
    expect(answer.status(), path).toBe(403)
  }
})

for (const theme of ["dark", "light"])
  test(`axe finds nothing on any screen, ${theme}`, async ({ browser }) => {
    test.slow()
    const { client, deliver } = await newSource(`Axe ${theme}`)
    await deliver({
      title: 'Hostile <img src=x onerror="alert(1)"> {{7*7}} \u202Egnp.exe',
      severity: "high",
      asset: "h-1",
      description: "d",
      labels: { a: "b" },
      observables: [{ type: "ip", value: "1.2.3.4" }],
    })
    await deliver({ title: "x".repeat(5000), severity: "low", key: "long" })
    const context = await browser.newContext()
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    const problems: string[] = []
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    page.on("dialog", (dialog) => problems.push(`a script ran: ${dialog.message()}`))
    await visit(page, "/sign-in")
    await expectAccessible(page)
    await signIn(page, "admin@watchfloor.example")
    await visit(page, `/ops/queue?client=${client.id}`)
    await expect(page.getByRole("row").filter({ hasText: "Hostile" })).toBeVisible()
    await expectAccessible(page)
    await expect(page.getByText("Live", { exact: true })).toBeVisible()
    await page.keyboard.press("j")
    await page.keyboard.press("Space")
    await expect(
      page.getByRole("complementary", { name: "Peek" }).getByRole("heading", { level: 2 }),
    ).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press("4")
    await expect(page.getByRole("dialog")).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press("Escape")
    await visit(
      page,
      await page
        .getByRole("row")
        .filter({ hasText: "Hostile" })
        .getByRole("link")
        .first()
        .getAttribute("href")
        .then((href) => `${url()}${href}`),
    )
    await expect(page.getByRole("heading", { name: "History" })).toBeVisible()
    await expectAccessible(page)
    for (const [path, heading] of [
      ["/ops/queue", "Alert queue"],
      ["/ops/queue?view=closed", "Alert queue"],
      ["/ops/incidents", "Incidents"],
      ["/account", "Clients"],
      ["/admin", "Sources"],
    ] as const) {
      await visit(page, `${path}`)
      await expect(page.getByRole("heading", { name: heading })).toBeVisible()
      await expectAccessible(page)
    }
    await visit(page, "/ops/incidents")
    await visit(
      page,
      `${await page.locator("tbody a[href^='/ops/incidents/']").first().getAttribute("href")}`,
    )
    await expect(page.getByRole("heading", { name: "SLA clocks" })).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await visit(page, `/ops/queue?client=${client.id}`)
    await expect(page.getByRole("link", { name: /Hostile/ })).toBeVisible()
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0)
    await expectAccessible(page)
    expect(problems).toEqual([])
  })
