import { describe, expect, test } from "vitest"
import { type PropsOf, type TemplateName, templates } from "./registry.ts"
import { renderMail } from "./render.ts"
import type { Props } from "./template.ts"

const portalUrl = "https://portal.example"
const secret = "https://portal.example/join/5e1f-secret?a=1&b=2"
const at = "2026-11-21T07:25:00.123456Z"
const from = "192.0.2.7"

const samples: { readonly [N in TemplateName]: PropsOf<N> } = {
  invitation: { invitedBy: "Ana", organisation: "Acme", link: secret, expiresAt: at },
  "password-reset": { link: secret, expiresAt: at },
  "password-changed": { at, address: from },
  "email-change-confirm": { link: secret, expiresAt: at },
  "email-change-notice": { newAddress: "new@acme.example", at, address: from },
  "second-factor-changed": { change: "added", factor: "Key at the desk", at, address: from },
  "new-sign-in": { device: "Firefox on Linux", address: from, at },
  "recovery-code-used": { left: 2, at, address: from },
  "handoff-notice": {
    ...{ event: "requested", record: "ACME-7", client: "Acme", from: "SOC", to: "NOC", type: "consult" },
    ...{ reason: "Isolate a segment", by: "Ana", due: at, zone: "Europe/Sofia", path: "/ops/incidents/7" },
  },
  "hold-reminder": { record: "ACME-7", until: at, zone: "Europe/Sofia", path: "/client/incidents/7" },
  "sla-notice": {
    ...{ breached: 1, atRisk: 2 },
    ...{ record0: "ACME-7", client0: "Acme", clock0: "P2 resolution", state0: "breached", at0: at },
    ...{ path0: "/ops/incidents/7", record1: "BOLT-9", client1: "Bolt", clock1: "P1 acknowledgement" },
    ...{ state1: "at risk", at1: at, path1: "/ops/alerts/9" },
  },
}
const names = Object.keys(templates) as TemplateName[]
const envelope = { to: "Bo", portalUrl }
const render = (name: TemplateName, props: object = {}, to = "Bo") =>
  renderMail(name, { ...samples[name], ...props } as PropsOf<TemplateName>, { to, portalUrl })

/** What a reader sees of the HTML. */
const shown = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, "")
    .replaceAll(/<!--.*?-->|<[^>]+>/gs, " ")
    .replaceAll("&amp;", "&")
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll(/\s+/g, " ")

describe.each(names)("%s", (name) => {
  test("says the same in both forms, with the portal's address and why it came", async () => {
    const mail = await render(name)
    for (const form of [shown(mail.html), mail.text.replaceAll(/\s+/g, " ")]) {
      expect(form).toContain("Hello Bo,")
      expect(form).toContain(portalUrl)
      expect(form).toContain("You get this mail because")
      expect(form).toMatch(/21 November 2026, (07:25 UTC|09:25 \(Europe\/Sofia\))/)
    }
    expect(mail.subject).toMatch(/Watchfloor/)
    expect(mail.text).not.toMatch(/[<>]|undefined|null|NaN|\[object/)
  })

  test("follows the reader's theme, loads nothing, runs nothing", async () => {
    const { html } = await render(name)
    expect(html).toContain('name="color-scheme" content="light dark"')
    expect(html).toContain("prefers-color-scheme: dark")
    expect(html).not.toMatch(/<(img|script|iframe|link|form|svg|object|base)\b|url\(|@import|\son\w+=/i)
  })

  test("its secrets are props it has, and the link stands once a button and once to copy", async () => {
    const { html, text } = await render(name)
    const { secrets } = templates[name]
    expect(Object.keys(samples[name])).toEqual(expect.arrayContaining([...secrets]))
    expect(html.match(/href="https:\/\/portal\.example\/join/g)?.length ?? 0).toBe(secrets.length * 2)
    expect(text.includes(secret)).toBe(secrets.length > 0)
  })

  test("without its secrets it is shown without a link", async () => {
    const bare = Object.fromEntries(
      Object.entries(samples[name]).filter(
        ([key]) => !(templates[name].secrets as readonly string[]).includes(key),
      ),
    )
    const { html, text } = await renderMail(name, bare as unknown as PropsOf<TemplateName>, envelope)
    expect(html + text).not.toContain("5e1f-secret")
    expect(text.includes("The link is not shown here.")).toBe(templates[name].secrets.length > 0)
  })
})

const hostile = {
  markup: `"><script>alert(1)</script><img src=x onerror=alert(1)>`,
  expressions: "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
  header: "Acme\r\nBcc: everybody@example.org\r\n\r\nHello",
  bidi: "Acme \u202e\u2066gpj.exe\u2069",
  long: "n".repeat(10_000),
} as const

describe.each(Object.entries(hostile))("hostile text: %s", (kind, text) => {
  test.each(names)("%s", async (name) => {
    const texts = Object.entries(samples[name] as Props).filter(
      ([key, value]) =>
        typeof value === "string" &&
        !/^(at\d*|state\d|expiresAt|change|due|until)$/.test(key) &&
        !(templates[name].secrets as readonly string[]).includes(key),
    )
    const mail = await render(name, Object.fromEntries(texts.map(([key]) => [key, text])), text)
    expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
    expect(mail.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\r]/u)
    expect(mail.html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|<script|<img|&#x202e/iu)
    expect(Array.from(mail.subject).length).toBeLessThanOrEqual(160)
    expect(mail.html.length).toBeLessThan(20_000)
    expect(mail.html + mail.text).not.toMatch(/(^|\s)49(\s|$)/)
    if (kind === "expressions") expect(mail.text).toContain("{{7*7}} ${7*7}")
    if (kind === "header") expect(mail.text).not.toMatch(/^Bcc:/m)
    expect(mail.text.startsWith("Hello ")).toBe(true)
  })
})

test.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "not an address", ""])(
  "a link that is no web address is not shown: %s",
  async (address) => {
    const { html, text } = await render("invitation", { link: address })
    expect(text).toContain("The link is not shown here.")
    expect(html.match(/href="/g)).toHaveLength(1)
  },
)

test("a link cannot leave its attribute", async () => {
  const { html } = await render("password-reset", { link: `https://portal.example/"onclick="alert(1)` })
  expect(html).not.toMatch(/"onclick="/)
})

test("a notice of clocks leads to each record, and counts what it does not name", async () => {
  const { html, text, subject } = await render("sla-notice")
  expect(subject).toBe("Watchfloor: 1 breached, 2 at risk")
  for (const path of ["/ops/incidents/7", "/ops/alerts/9"]) {
    expect(html).toContain(`href="${portalUrl}${path}"`)
    expect(text).toContain(`\n${portalUrl}${path}\n`)
  }
  expect(text).toContain("ACME-7: Acme: P2 resolution breached at 21 November 2026, 07:25 UTC")
  expect(text).toContain("BOLT-9: Bolt: P1 acknowledgement at risk, due 21 November 2026, 07:25 UTC")
  expect(text).toContain("And one more: your queue shows it.")
})

test("2.9.10 a notice says its moments in the client's zone, and how much of a target is used", async () => {
  const one = { breached: 0, atRisk: 0, reached: 1, state0: "at 50 %", zone0: "Europe/Sofia", record1: "" }
  const { text, subject } = await render("sla-notice", one)
  expect(subject).toBe("Watchfloor: ACME-7, P2 resolution at 50 %")
  expect(text).toContain("P2 resolution at 50 %, due 21 November 2026, 09:25 (Europe/Sofia)")
})

test("a notice of one clock says which in its subject", async () => {
  const { subject } = await render("sla-notice", { atRisk: 0 })
  expect(subject).toBe("Watchfloor: ACME-7, P2 resolution breached")
})

test("2.12 a handoff is mailed with who asked and by when; its rejection with who turned it down", async () => {
  const asked = await render("handoff-notice")
  expect(asked.subject).toBe("Watchfloor: ACME-7, handoff to the NOC")
  expect(asked.text).toContain("The SOC asks for your advice: Isolate a segment. Ana asked.")
  expect(asked.text).toContain("An answer is due 21 November 2026, 09:25 (Europe/Sofia).")
  const rejected = await render("handoff-notice", { event: "rejected" })
  expect(rejected.subject).toBe("Watchfloor: ACME-7, handoff rejected by the NOC")
  expect(rejected.text).toContain("The NOC rejected what the SOC asked")
})

test("2.9.6 a client is reminded of our question, with the day on which it is resolved without", async () => {
  const { text } = await render("hold-reminder")
  expect(text).toContain("If we hear nothing by 21 November 2026, 09:25 (Europe/Sofia), we resolve it.")
  const { until: _, ...endless } = samples["hold-reminder"]
  const mail = await renderMail("hold-reminder", endless, envelope)
  expect(mail.text).toContain("If we hear nothing, we resolve it.")
})

test.each(["//evil.example", "https://evil.example", "javascript:alert(1)", "/../x", "/ops?x", "\\\\evil"])(
  "a record leads to no place but the portal: %s",
  async (path0) => {
    const { html } = await render("sla-notice", { path0 })
    expect(html.match(/href="/g)).toHaveLength(2)
    expect(html).not.toContain("evil")
  },
)
