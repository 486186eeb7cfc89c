import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { configureDatabase } from "#db/config.ts"
import { readRunning } from "#db/embedded.ts"
import { inIdentity } from "#db/identity.ts"
import { closePools } from "#db/pool.ts"
import { expectAccessible, reload, signIn, url, visit } from "./support.ts"

/** Puts an invitation into the running portal's outbox, as its own code would. */
async function invite(invitedBy: string): Promise<string> {
  const folder = process.env["E2E_DATA"] ?? ""
  const secretKey = readFileSync(join(folder, "secret-key"), "utf8").trim()
  process.env["SECRET_KEY"] = secretKey
  process.env["PUBLIC_URL"] = url()
  configureDatabase({ ownerUrl: (await readRunning(folder)) ?? "", secretKey })
  const link = `${url()}/join/${crypto.randomUUID()}`
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  await inIdentity((tx) =>
    enqueueMail(tx, {
      template: "invitation",
      to: { name: "Bo", address: "bo@acme.example" },
      props: { invitedBy, organisation: "Acme", link, expiresAt },
    }),
  )
  await closePools()
  return link
}

test("without a mail server an administrator hands the link on, then drops the mail", async ({ page }) => {
  const refused: string[] = []
  // Playwright and axe try to run scripts of their own in the frame, and are refused: that is as it should be.
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  const inviter = `Ana <img src=x onerror="alert(1)">`
  const link = await invite(inviter)
  await signIn(page, "admin@watchfloor.example")

  await visit(page, "/admin")
  await page.getByRole("link", { name: "Mail", exact: true }).click()
  page.on("dialog", (dialog) => refused.push(`a script ran: ${dialog.message()}`))
  await expect(page.getByText("No mail server is set (SMTP_URL): mails are kept here.")).toBeVisible()
  await expect(async () => {
    await reload(page)
    await expect(page.getByRole("row", { name: /bo@acme\.example.*kept/ })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expectAccessible(page)

  await page.getByRole("link", { name: "invitation" }).click()
  const mail = page.frameLocator("iframe")
  await expect(mail.getByText(inviter).first()).toBeVisible()
  await expect(mail.getByText("Accept the invitation")).toHaveCSS("color", "rgb(255, 255, 255)")
  await expect(mail.locator("img, script, a[href*='/join/']")).toHaveCount(0)
  await expect(page.getByText(link)).toHaveCount(0)
  await expectAccessible(page, "iframe")

  await page.getByRole("button", { name: "Show the link" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Show the link" }).click()
  await expect(page.getByText(link)).toBeVisible()
  await expect(page.getByRole("dialog")).toBeHidden()

  await page.getByRole("button", { name: "Drop" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click()
  await expect(page.getByText("dropped", { exact: true })).toBeVisible()
  await expect(page.getByText(/dropped it/)).toBeVisible()
  await expect(page.getByText(/looked at its link/)).toBeVisible()
  await expect(page.getByRole("button", { name: "Show the link" })).toHaveCount(0)
  expect(refused).toEqual([])
})
