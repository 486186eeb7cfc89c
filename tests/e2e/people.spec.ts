import { type Browser, expect, type Page, test } from "@playwright/test"
import { enrolAuthenticator, giveCode } from "./new-staff.ts"
import { expectAccessible, reload, signIn, url, visit } from "./support.ts"

/* One administrator's browser for the whole file: tries to sign in are counted. */
let admin: Page
const password = "a crate of quiet lemons"
const shots = process.env["PEOPLE_SHOTS"]

test.beforeAll(async ({ browser }) => {
  admin = await (await browser.newContext()).newPage()
  await signIn(admin, "admin@watchfloor.example")
})

/** The link of the newest mail to an address, as an administrator may hand it on while there is no mail server. */
async function mailedLink(address: string, kind = "invitation"): Promise<string> {
  const page = await admin.context().newPage()
  const row = page.getByRole("row").filter({ hasText: address }).filter({ hasText: kind }).first()
  await expect(async () => {
    await visit(page, "/admin/mail?status=kept")
    await expect(row).toBeVisible({ timeout: 500 })
  }).toPass()
  await row.getByRole("link").click()
  await page.getByRole("button", { name: "Show the link" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Show the link" }).click()
  const link = await page.locator("code").textContent()
  await page.close()
  return link ?? ""
}

/** A browser of somebody's own that follows a link. */
async function follow(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await visit(page, link)
  return page
}

async function accept(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await follow(browser, link)
  await page.getByLabel("Your name").fill(name)
  await page.getByLabel("New password").fill("short")
  await page.getByRole("button", { name: "Accept and sign in" }).click()
  await expect(page.getByText(/has 5 of at least 15 characters/)).toBeVisible()
  await page.getByLabel("New password").fill(password)
  await page.getByRole("button", { name: "Accept and sign in" }).click()
  await page.waitForURL((at) => !at.pathname.startsWith("/invitation"))
  return page
}

test("staff: invited, accepted, signed in, reset by mail, disabled", async ({ browser }) => {
  test.slow()
  await visit(admin, "/admin/people")
  await admin.getByRole("button", { name: "Invite staff" }).click()
  const dialog = admin.getByRole("dialog")
  await dialog.getByLabel("Name").fill("Noa New")
  await dialog.getByLabel("E-mail").fill("noa@watchfloor.example")
  await dialog.getByLabel("Discipline").selectOption("soc")
  await dialog.getByRole("button", { name: "Send the invitation" }).click()
  await expect(
    admin.getByRole("region", { name: /Invited/ }).getByText("noa@watchfloor.example"),
  ).toBeVisible()
  const link = await mailedLink("noa@watchfloor.example")
  expect(link).toContain("/invitation#")

  const noa = await accept(browser, link, "Noa Newman")
  const authenticator = await enrolAuthenticator(noa)
  await expect(noa.getByRole("heading", { name: "Alert queue" })).toBeVisible()
  const late = await follow(browser, link)
  await expect(late.getByRole("heading", { name: "This link does not work" })).toBeVisible()
  await late.close()

  const forgot = await follow(browser, `${url()}/sign-in`)
  await forgot.getByRole("link", { name: "Forgot your password?" }).click()
  await expect(forgot.getByRole("heading", { name: "Forgotten password" })).toBeVisible()
  await forgot.getByLabel("E-mail").fill("noa@watchfloor.example")
  await forgot.getByRole("button", { name: "Send the link" }).click()
  await expect(forgot.getByText(/on its way/)).toBeVisible()
  await visit(forgot, await mailedLink("noa@watchfloor.example", "password reset"))
  await forgot.getByLabel("New password").fill("seven herons over the weir")
  await forgot.getByRole("button", { name: "Set the password" }).click()
  await expect(forgot.getByRole("heading", { name: "Your password is set" })).toBeVisible()
  await visit(noa, "/ops/queue")
  await expect(noa).toHaveURL(/sign-in/)
  await noa.getByLabel("E-mail").fill("noa@watchfloor.example")
  await noa.getByLabel("Password").fill("seven herons over the weir")
  await noa.getByRole("button", { name: "Sign in" }).click()
  await giveCode(noa, authenticator)
  await expect(noa.getByRole("heading", { name: "Alert queue" })).toBeVisible()

  await visit(admin, "/admin/people?q=noa")
  await admin.getByRole("link", { name: "Noa Newman" }).click()
  await admin.getByLabel("Client", { exact: true }).selectOption({ index: 1 })
  await admin.getByRole("button", { name: "Explain" }).click()
  await expect(admin.getByRole("row", { name: /alerts\.read/ })).toContainText(
    "analyst, SOC, tier 1 at all clients",
  )
  await admin.getByRole("button", { name: "Disable" }).click()
  await admin.getByRole("dialog").getByRole("button", { name: "Disable Noa Newman" }).click()
  await expect(admin.getByRole("button", { name: "Enable Noa Newman" })).toBeVisible()
  await visit(noa, "/ops/queue")
  await expect(noa).toHaveURL(/sign-in/)
})

test("a client's manager invites a colleague, changes their role, and sees nobody else's people", async ({
  browser,
}) => {
  test.slow()
  const luis = await (await browser.newContext()).newPage()
  await signIn(luis, "luis@helios.example")
  await luis.getByRole("link", { name: "People" }).click()
  await expect(luis.getByText("luis@helios.example")).toBeVisible()
  await expect(luis.getByText("greta@nordbank.example")).toHaveCount(0)
  await luis.getByRole("button", { name: "Invite a colleague" }).click()
  await luis.getByRole("dialog").getByLabel("Name").fill("Pia Prado")
  await luis.getByRole("dialog").getByLabel("E-mail").fill("pia@helios.example")
  await luis.getByRole("button", { name: "Send the invitation" }).click()
  await expect(luis.getByText("pia@helios.example")).toBeVisible()
  const pia = await accept(browser, await mailedLink("pia@helios.example"), "Pia Prado")
  await expect(pia).toHaveURL(/\/client$/)
  await expect(pia.getByRole("link", { name: "People" })).toHaveCount(0)

  await reload(luis)
  const member = luis.getByRole("listitem").filter({ hasText: "pia@helios.example" })
  await member.getByLabel("Role", { exact: true }).selectOption("responder")
  await member.getByRole("button", { name: /Change the role/ }).click()
  await expect(member.getByLabel("Role", { exact: true })).toHaveValue("responder")
  await expectAccessible(luis)
  if (shots) await luis.screenshot({ path: `${shots}/own-people-desk.png`, fullPage: true })
  await luis.setViewportSize({ width: 390, height: 844 })
  if (shots) await luis.screenshot({ path: `${shots}/own-people-phone.png`, fullPage: true })
  const self = luis.getByRole("listitem").filter({ hasText: "luis@helios.example" })
  await self.getByLabel("Role", { exact: true }).selectOption("viewer")
  await self.getByRole("button", { name: /Change the role/ }).click()
  await expect(self.getByRole("alert")).toContainText("last manager")
})

test("one's own account: sessions, a new password, a new address", async ({ browser }) => {
  test.slow()
  const [tom, elsewhere] = [
    await (await browser.newContext()).newPage(),
    await (await browser.newContext()).newPage(),
  ]
  await signIn(tom, "tom@watchfloor.example")
  await signIn(elsewhere, "tom@watchfloor.example")
  await tom.getByRole("link", { name: /Your account/ }).click()
  await expect(tom.getByText("this one")).toBeVisible()
  await tom.getByRole("button", { name: "End all others" }).click()
  await tom.getByRole("dialog").getByRole("button", { name: /^End/ }).click()
  await expect(tom.getByRole("button", { name: "End all others" })).toHaveCount(0)
  await visit(elsewhere, "/account")
  await expect(elsewhere).toHaveURL(/sign-in/)

  await tom.getByLabel("Current password").fill("not this one at all")
  await tom.getByLabel("New password").fill("nine ferries to the islands")
  await tom.getByRole("button", { name: "Change the password" }).click()
  await expect(tom.getByText("This is not your current password.")).toBeVisible()

  await tom.getByLabel("New address").fill("tom@new.example")
  await tom.getByRole("button", { name: "Send the link" }).click()
  await expect(tom.getByText(/A link was sent/)).toBeVisible()
  await visit(tom, await mailedLink("tom@new.example", "email change confirm"))
  await tom.getByRole("button", { name: "Confirm this address" }).click()
  await expect(tom.getByRole("heading", { name: "Your address is changed" })).toBeVisible()
  await visit(tom, "/me")
  await expect(tom.getByText(/You sign in with tom@new\.example/)).toBeVisible()
  // And back, for the tests that sign in as Tom.
  await tom.getByLabel("New address").fill("tom@watchfloor.example")
  await tom.getByRole("button", { name: "Send the link" }).click()
  await expect(tom.getByText(/A link was sent/)).toBeVisible()
  await visit(tom, await mailedLink("tom@watchfloor.example", "email change confirm"))
  await tom.getByRole("button", { name: "Confirm this address" }).click()
  await expect(tom.getByRole("heading", { name: "Your address is changed" })).toBeVisible()
})

test("security: whom a change touches is said before it is saved", async () => {
  await visit(admin, "/admin/security")
  await expect(admin.getByRole("button", { name: "Put these rules in force" })).toHaveCount(0)
  await admin.getByLabel("Nordbank AG").check()
  await admin.getByRole("button", { name: "Show whom this touches" }).click()
  await expect(admin.getByText(/1 person has no second factor: Greta Lindemann/)).toBeVisible()
  await admin.getByLabel("Staff: minutes without use").fill("3")
  await expect(admin.getByRole("button", { name: "Put these rules in force" })).toHaveCount(0)
  await admin.getByRole("button", { name: "Show whom this touches" }).click()
  await expect(admin.getByText("Is less than 5 minutes")).toBeVisible()
  await admin.getByLabel("Staff: minutes without use").fill("45")
  await admin.getByLabel("Nordbank AG").uncheck()
  await admin.getByRole("button", { name: "Show whom this touches" }).click()
  await admin.getByRole("button", { name: "Put these rules in force" }).click()
  await expect(admin.getByText("The rules are in force.")).toBeVisible()
  await reload(admin)
  await expect(admin.getByLabel("Staff: minutes without use")).toHaveValue("45")
})

test("a group of clients", async () => {
  await visit(admin, "/admin/groups")
  await admin.getByRole("button", { name: "New group" }).click()
  await admin.getByRole("dialog").getByLabel("Name").fill("Energy and transport")
  await admin.getByRole("dialog").getByLabel("Helios Energy").check()
  await admin.getByRole("dialog").getByLabel("Harbor Logistics").check()
  await admin.getByRole("button", { name: "Make the group" }).click()
  await expect(admin.getByText("Harbor Logistics, Helios Energy")).toBeVisible()
})

for (const theme of ["dark", "light"] as const)
  test(`the screens of people keep nobody out, on a phone as well: ${theme}`, async () => {
    test.slow()
    await admin.context().addCookies([{ name: "theme", value: theme, url: url() }])
    const problems: string[] = []
    admin.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    await visit(admin, "/admin/people?q=ivo")
    const ivo = (await admin.getByRole("link", { name: "Ivo Marić" }).getAttribute("href")) ?? ""
    for (const [name, path, heading] of [
      ["me", "/me", "Your account"],
      ["people", "/admin/people", "People"],
      ["clients-people", "/admin/people?tab=clients", "People"],
      ["person", ivo, "Ivo Marić"],
      ["groups", "/admin/groups", "Client groups"],
      ["security", "/admin/security", "Security"],
      ["forgot", "/sign-in/forgot", "Forgotten password"],
      ["dead-link", "/invitation#nothing", "This link does not work"],
    ] as const)
      for (const [form, width, height] of [
        ["desk", 1280, 800],
        ["phone", 390, 844],
      ] as const) {
        await admin.setViewportSize({ width, height })
        await admin.goto("about:blank")
        await visit(admin, `${path}`)
        await expect(admin.getByRole("heading", { name: heading, level: 1 })).toBeVisible()
        if (form === "desk") await expectAccessible(admin)
        expect(
          await admin.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
          `${name} ${form}`,
        ).toBe(0)
        if (shots) await admin.screenshot({ path: `${shots}/${name}-${form}-${theme}.png`, fullPage: true })
      }
    await admin.setViewportSize({ width: 1280, height: 800 })
    await visit(admin, "/admin/people")
    await admin.getByRole("button", { name: "Invite staff" }).click()
    await expectAccessible(admin)
    if (shots) await admin.screenshot({ path: `${shots}/invite-${theme}.png` })
    expect(problems).toEqual([])
  })
