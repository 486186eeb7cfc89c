import { expect, test } from "@playwright/test"
import { api, newSource, reload, signIn, visit } from "./support.ts"

test("an alert that a tool sends stands in the open queue without a reload", async ({ page }) => {
  const { client, deliver } = await newSource("Arrival Ltd", "alertmanager")
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
  await expect(page.getByText("Nothing matches these filters")).toBeVisible()
  await deliver({
    version: "4",
    status: "firing",
    alerts: [
      {
        status: "firing",
        labels: { alertname: "CoreSwitchDown", instance: "sw-1", severity: "critical" },
        annotations: { summary: "sw-1 is down" },
        startsAt: new Date().toISOString(),
      },
    ],
  })
  const row = page.getByRole("row").filter({ hasText: "CoreSwitchDown" })
  await expect(row).toBeVisible()
  await expect(row).toContainText("Critical")
  await expect(page.locator("[aria-live=assertive]")).toHaveText(/^New critical alert: CoreSwitchDown/)
  await expect(row).toContainText("sw-1")
  const { items } = await api<{ items: { title: string; asset: string; severity: string }[] }>(
    `/alerts?client=${client.id}`,
  )
  expect(items).toMatchObject([
    { title: "CoreSwitchDown: sw-1 is down", asset: "sw-1", severity: "critical" },
  ])
})

test("take, undo, close with reason and undo, by keys alone", async ({ page }) => {
  const { client, deliver } = await newSource("Keys Ltd")
  await deliver({ key: "k1", title: "Fan slow", severity: "low", asset: "rack-7" })
  await deliver({ key: "k2", title: "Fan stopped", severity: "low", asset: "rack-8" })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  const slow = page.getByRole("row").filter({ hasText: "Fan slow" })
  await expect(slow).toBeVisible()
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
  await page.keyboard.press("j")
  await expect(slow).toBeFocused()
  await page.keyboard.press("1")
  await expect(slow).toContainText("Ana Petrova")
  await expect(page.getByRole("status")).toContainText("Taken")
  await page.keyboard.press("u")
  await expect(page.getByRole("status")).toContainText("Taken back")
  await expect(slow).not.toContainText("Ana Petrova")

  await page.keyboard.press("4")
  await expect(page.getByRole("dialog", { name: "Close the alert as …" })).toBeVisible()
  await page.keyboard.press("c")
  await expect(slow).toContainText("closed")
  await expect(page.getByRole("row").filter({ hasText: "Fan stopped" })).toBeFocused()
  await expect
    .poll(
      async () =>
        (await api<{ items: { state: string }[] }>(`/alerts?client=${client.id}&search=slow`)).items[0]
          ?.state,
    )
    .toBe("closed")
  await page.keyboard.press("u")
  await expect
    .poll(
      async () =>
        (await api<{ items: { state: string }[] }>(`/alerts?client=${client.id}&search=slow`)).items[0]
          ?.state,
    )
    .toBe("new")
})

test("filters stand in the URL, survive a reload and go back with the browser", async ({ page }) => {
  await signIn(page, "ivo@watchfloor.example")
  await visit(page, "/ops/queue")
  await page.getByRole("link", { name: /^Severity S1/ }).click()
  await expect(page).toHaveURL(/sev=1/)
  await page.getByRole("link", { name: "SOC", exact: true }).click()
  await expect(page).toHaveURL(/discipline=soc/)
  await reload(page)
  await expect(page.getByRole("link", { name: "SOC", exact: true })).toHaveAttribute("aria-current", "true")
  await page.goBack()
  await expect(page).not.toHaveURL(/discipline/)
})

test("a burst of 50 updates a second never moves the focused row", async ({ page }) => {
  test.slow()
  const { client, deliver } = await newSource("Burst Ltd")
  for (let i = 0; i < 30; i++)
    await deliver({ key: `base-${i}`, title: `Base problem ${i}`, severity: "low", rule: `r${i}` })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByRole("row").filter({ hasText: "Base problem" })).toHaveCount(30)
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
  for (let i = 0; i < 8; i++) await page.keyboard.press("j")
  const focused = page.locator("tr:focus")
  const title = await focused.getByRole("link").first().textContent()

  // What the browser measures on every frame: the focused row's place, and whether it is still the same row.
  await page.evaluate(() => {
    const row = document.activeElement
    const start = row?.getBoundingClientRect().top ?? 0
    const seen = { moved: 0, lost: 0, frames: 0 }
    Object.assign(window, { seen })
    const look = () => {
      seen.frames++
      if (document.activeElement !== row) seen.lost++
      seen.moved = Math.max(seen.moved, Math.abs((row?.getBoundingClientRect().top ?? 0) - start))
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  const began = Date.now()
  for (let i = 0; i < 200; i++) {
    // Repeats, worse severities and new problems that belong above everything.
    const base = { key: `base-${i % 30}`, title: `Base problem ${i % 30}`, rule: `r${i % 30}` }
    const isFocused = title?.startsWith(`${base.title} `) || title === base.title
    if (i % 3 === 0 || (i % 3 === 1 && isFocused)) void deliver({ ...base, severity: "low" })
    else if (i % 3 === 1) void deliver({ ...base, severity: "critical" })
    else void deliver({ key: `new-${i}`, title: `New problem ${i}`, severity: "critical", rule: `n${i}` })
    const wait = began + (i + 1) * 20 - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  const pill = page.getByRole("button", { name: /6\d new · 6\d critical/ })
  await expect(pill).toBeVisible({ timeout: 60_000 })
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { moved: number; lost: number; frames: number } }).seen,
  )
  expect(seen.frames).toBeGreaterThan(20)
  expect({ moved: seen.moved, lost: seen.lost }).toEqual({ moved: 0, lost: 0 })

  const before = await focused.boundingBox()
  await page.keyboard.press("n")
  await expect(page.getByRole("row").filter({ hasText: "New problem" }).first()).toBeAttached()
  await expect(focused.getByRole("link").first()).toHaveText(title ?? "")
  await expect
    .poll(async () => Math.abs(((await focused.boundingBox())?.y ?? 0) - (before?.y ?? 0)))
    .toBeLessThanOrEqual(1)
})

test("a verdict on many alerts is asked about first, with how many are whose", async ({ page }) => {
  const { client, deliver } = await newSource("Many Ltd")
  await Promise.all(
    Array.from({ length: 27 }, (_, i) =>
      deliver({ key: `m${i}`, title: `Port ${i} down`, severity: "low", asset: `sw-${i}` }),
    ),
  )
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByText("27 open")).toBeVisible()
  await reload(page)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await page.keyboard.press("1")
  const dialog = page.getByRole("dialog", { name: "Take 27 alerts?" })
  await expect(dialog).toContainText("Many Ltd")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status")).toContainText("Taken: 27 alerts")
  await expect(page.getByRole("row").filter({ hasText: "Ana Petrova" })).toHaveCount(27)
})

test("z changes the zone of times and stays", async ({ page }) => {
  const { client, deliver } = await newSource("Zone Ltd")
  await deliver({ key: "z1", title: "Clock drift", severity: "low" })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByRole("row").filter({ hasText: "Clock drift" })).toBeVisible()
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
  await page.keyboard.press("z")
  await expect(page.getByRole("status")).toContainText("Times in UTC")
  await page.keyboard.press("j")
  await page.keyboard.press("Enter")
  await expect(page.getByText(/\d\d:\d\d:\d\d UTC/).first()).toBeVisible()
})
