import { expect, type Page, test } from "@playwright/test"
import { type IdentityProvider, startIdentityProvider } from "../support/identity-provider.ts"
import { api, demo, expectAccessible, reload, signIn, url, visit } from "./support.ts"

/* Single sign-on through a real OpenID provider, in a real browser: set up on the screen, used by both kinds of people. */
const shots = process.env["SSO_SHOTS"] ?? "test-results"
let idp: IdentityProvider
test.beforeAll(async () => {
  idp = await startIdentityProvider()
})
test.afterAll(() => idp.stop())

const client = () => demo().users.find((user) => user.client && user.role === "manager")!
const domainOf = (email: string) => email.split("@")[1] ?? ""

/** Adds a connection on the screen and leaves on its page. */
async function addConnection(page: Page, of: { whom: string; name: string; domain: string }) {
  await visit(page, "/admin/sso")
  await page.getByRole("link", { name: "Add a connection" }).click()
  await page.getByLabel("For whom").selectOption({ label: of.whom })
  const redirect = await page.getByLabel("Redirect address").inputValue()
  idp.registerRedirect(redirect)
  await page.getByLabel("Name", { exact: true }).fill(of.name)
  await page.getByLabel("Issuer").fill(idp.issuer)
  await page.getByLabel("Client id").fill(idp.clientId)
  await page.getByLabel("Client secret").fill(idp.secret)
  await page.getByLabel("E-mail domains").fill(of.domain.toUpperCase())
  await page.getByRole("button", { name: "Add the connection" }).click()
  await expect(page.getByRole("heading", { name: of.name })).toBeVisible()
  expect(await page.getByLabel("Redirect address").inputValue()).toBe(redirect)
}

async function deleteConnection(page: Page, name: string) {
  await visit(page, "/admin/sso")
  await page.getByRole("link", { name }).click()
  await page.getByRole("button", { name: "Delete …" }).click()
  await page.getByRole("button", { name: `Delete ${name}` }).click()
  await expect(page).toHaveURL(/\/admin\/sso$/)
}

test("a client's people come in through their own provider, and when it is required in no other way", async ({
  browser,
}) => {
  const admin = await (await browser.newContext()).newPage()
  const { email, client: code = "" } = client()
  const { items } = await api<{ items: { code: string; name: string }[] }>("/clients?limit=100")
  const clientName = items.find((one) => one.code === code)?.name ?? code
  await signIn(admin, "admin@watchfloor.example")
  await visit(admin, "/admin/sso")
  await expect(admin.getByText("No connection yet")).toBeVisible()
  await addConnection(admin, { whom: clientName, name: "Client IdP", domain: domainOf(email) })
  await admin.getByRole("button", { name: "Test connection" }).click()
  await expect(
    admin.getByRole("status").filter({ hasText: "accepts the client id and secret" }),
  ).toBeVisible()

  // Somebody with a password of their own waits to be allowed.
  idp.person = { sub: "client-person", email }
  const person = await (await browser.newContext()).newPage()
  await visit(person, "/sign-in")
  await person.getByRole("link", { name: "Use single sign-on" }).click()
  await person.getByLabel("Work e-mail").fill(email)
  await person.getByRole("button", { name: "Continue" }).click()
  await expect(person.getByRole("alert")).toContainText("An administrator has to allow Client IdP")
  await expectAccessible(person)
  await person.screenshot({ path: `${shots}/sso-refused.png` })
  const row = admin.getByRole("listitem").filter({ hasText: email })
  await row.getByRole("button", { name: /^Allow the link/ }).click()
  await expect(row).toContainText("Is linked at the next sign-in")
  await person.getByRole("link", { name: "Try Client IdP again" }).click()
  await expect(person).toHaveURL(/\/client$/)
  await expect(person.getByText("can sign in through Client IdP")).toBeVisible()

  await admin.getByLabel("Required").check()
  await admin.getByRole("button", { name: "Save the connection" }).click()
  await expect(admin.getByRole("alert")).toContainText("will sign in through this provider alone")
  await admin.screenshot({ path: `${shots}/sso-warning.png`, fullPage: true })
  await admin.getByRole("button", { name: /^Require it for/ }).click()
  await expect(admin.getByRole("status").filter({ hasText: "Saved." })).toBeVisible()

  // The form goes to the provider whoever the address is, and whatever the password.
  idp.person = null
  for (const who of [email, `nobody-at-all@${domainOf(email)}`]) {
    const visitor = await (await browser.newContext()).newPage()
    await visit(visitor, "/sign-in")
    await visitor.getByLabel("E-mail").fill(who)
    await visitor.getByLabel("Password").fill(client().password)
    await visitor.getByRole("button", { name: "Sign in" }).click()
    await expect(visitor.getByRole("alert")).toHaveText("Client IdP did not sign you in.")
    await visitor.getByRole("link", { name: "Sign in another way" }).click()
    await visitor.getByLabel("E-mail").fill(who)
    await visitor.getByLabel("Password").fill(client().password)
    await visitor.getByRole("button", { name: "Sign in" }).click()
    await expect(visitor.getByRole("alert")).toContainText("do not belong together")
    await visitor.context().close()
  }
  await deleteConnection(admin, "Client IdP")
  // What came through it ended with it.
  await reload(person)
  await expect(person).toHaveURL(/\/sign-in/)
  await person.context().close()
  await admin.context().close()
})

test("staff come in through the provider, back to where they wanted to go; when it is down it is named", async ({
  browser,
}) => {
  const admin = await (await browser.newContext()).newPage()
  await signIn(admin, "admin@watchfloor.example")
  const own = await startIdentityProvider()
  const rest = idp
  idp = own
  await addConnection(admin, { whom: "Our own staff", name: "Staff IdP", domain: "watchfloor.example" })
  const colleague = demo().users.find((user) => !user.client && user.role === "analyst")!
  const row = admin.getByRole("listitem").filter({ hasText: colleague.email })
  await row.getByRole("button", { name: /^Allow the link/ }).click()
  await expect(row).toContainText("Is linked at the next sign-in")

  own.person = { sub: "colleague", email: colleague.email, amr: ["pwd", "mfa"] }
  const page = await (await browser.newContext()).newPage()
  const problems: string[] = []
  page.on(
    "console",
    (message) =>
      message.type() === "error" && /Security Policy/.test(message.text()) && problems.push(message.text()),
  )
  await visit(page, "/ops/incidents")
  await page.getByLabel("E-mail").fill(colleague.email)
  await page.getByLabel("Password").fill("not the right one at all")
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("link", { name: "Continue with Staff IdP" })).toBeVisible()
  await page.screenshot({ path: `${shots}/sso-offer.png` })
  await page.getByRole("link", { name: "Continue with Staff IdP" }).click()
  await expect(page).toHaveURL(/\/ops\/incidents$/)
  await expect(page.getByRole("heading", { name: "Incidents", exact: true })).toBeVisible()
  expect(problems).toEqual([])
  await page.context().close()

  await own.stop()
  idp = rest
  await admin.getByRole("button", { name: "Test connection" }).click()
  await expect(admin.getByRole("alert")).toContainText("cannot be reached")
  const stranded = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await stranded.goto(`${url()}/sso/start`)
  await stranded.getByLabel("Work e-mail").fill("admin@watchfloor.example")
  await stranded.getByRole("button", { name: "Continue" }).click()
  await expect(stranded.getByRole("alert")).toContainText("Staff IdP does not answer")
  await stranded.screenshot({ path: `${shots}/sso-down.png` })
  await stranded.context().close()
  await deleteConnection(admin, "Staff IdP")
  await admin.context().close()
})

for (const theme of ["dark", "light"] as const)
  test(`the screens keep nobody out, on a phone as well: ${theme}`, async ({ browser }) => {
    const context = await browser.newContext()
    await context.addCookies([{ name: "theme", value: theme, url: url() }])
    const page = await context.newPage()
    await signIn(page, "admin@watchfloor.example")
    await visit(page, "/admin/sso")
    await expectAccessible(page)
    await page.screenshot({ path: `${shots}/sso-empty-${theme}.png` })
    await addConnection(page, { whom: "Our own staff", name: "Staff IdP", domain: "watchfloor.example" })
    const fit = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    for (const [size, width] of [
      ["desk", 1280],
      ["phone", 390],
    ] as const) {
      await page.setViewportSize({ width, height: 844 })
      expect(await fit()).toBe(0)
      await expectAccessible(page)
      await page.screenshot({ path: `${shots}/sso-page-${theme}-${size}.png`, fullPage: true })
      await page.getByRole("button", { name: "Delete …" }).click()
      await expectAccessible(page)
      await page.screenshot({ path: `${shots}/sso-delete-${theme}-${size}.png` })
      await page.keyboard.press("Escape")
    }
    await visit(page, "/admin/sso")
    await expectAccessible(page)
    expect(await fit()).toBe(0)
    await page.screenshot({ path: `${shots}/sso-list-${theme}.png` })
    await visit(page, "/sso/start")
    await expectAccessible(page)
    await page.screenshot({ path: `${shots}/sso-start-${theme}.png` })
    await deleteConnection(page, "Staff IdP")
    await context.close()
  })
