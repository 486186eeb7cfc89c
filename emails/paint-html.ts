import { createElement as h, type ReactNode } from "react"
import { Body, Button, Container, Head, Heading, Hr, Html, Link, render, Section, Text } from "react-email"
import { addressOf, type Block, type Letter, type Place, productName } from "./letter.ts"
import { look, stylesheet } from "./look.ts"
import { hiddenLink } from "./paint-text.ts"

/**
 * The mail as HTML: one calm layout for all. Written without JSX, so that a worker run from its sources can load it: Node
 * strips types and nothing more.
 */
export function paintHtml(letter: Letter, portalUrl: string): Promise<string> {
  return render(
    h(
      Html,
      { lang: "en", dir: "ltr" },
      h(
        Head,
        null,
        h("meta", { name: "color-scheme", content: "light dark" }),
        h("meta", { name: "supported-color-schemes", content: "light dark" }),
        h("title", null, letter.subject),
        h("style", null, stylesheet),
      ),
      h(
        Body,
        { className: "page", style: look.page },
        h("div", { style: look.preview }, letter.preview),
        h(
          Container,
          { style: look.column },
          h(Text, { className: "muted", style: look.brand }, productName),
          h(
            Section,
            { className: "card", style: look.card },
            h(Heading, { as: "h1", className: "ink", style: look.title }, letter.subject),
            ...letter.blocks.map((block, i) => h(BlockPart, { key: i, block, portalUrl })),
          ),
          h(Hr, { className: "rule", style: look.rule }),
          h(
            Text,
            { className: "muted", style: look.footer },
            `${productName}, `,
            h(Link, { href: portalUrl, className: "link", style: look.footerLink }, portalUrl),
            h("br"),
            `You get this mail ${letter.reason}`,
          ),
        ),
      ),
    ),
  )
}

function BlockPart({ block, portalUrl }: { readonly block: Block; readonly portalUrl: string }): ReactNode {
  switch (block.kind) {
    case "text":
      return h(Text, { className: "ink", style: look.text }, block.text)
    case "link":
      return h(LinkPart, block)
    case "facts":
      return h(FactsPart, block)
    case "places":
      return h(PlacesPart, { rows: block.rows, portalUrl })
  }
}

/** A button, and its address to copy where buttons do not work. */
function LinkPart({ label, url }: { readonly label: string; readonly url: string }): ReactNode {
  if (!url)
    return h(
      Section,
      { style: look.action },
      h("span", { className: "button", style: look.button }, label),
      h(Text, { className: "muted", style: look.address }, hiddenLink),
    )
  return h(
    Section,
    { style: look.action },
    h(Button, { href: url, className: "button", style: look.button }, label),
    h(
      Text,
      { className: "muted", style: look.address },
      h(Link, { href: url, className: "link", style: look.link }, url),
    ),
  )
}

function FactsPart({ rows }: Extract<Block, { kind: "facts" }>): ReactNode {
  return h(
    "table",
    { role: "presentation", cellPadding: 0, cellSpacing: 0, style: look.facts },
    h(
      "tbody",
      null,
      ...rows.map(([label, value]) =>
        h(
          "tr",
          { key: label },
          h("td", { className: "muted", style: look.factLabel }, label),
          h("td", { className: "ink", style: look.factValue }, value),
        ),
      ),
    ),
  )
}

/** A name that leads to its page, and what is said of it below. */
function PlacesPart({
  rows,
  portalUrl,
}: {
  readonly rows: readonly Place[]
  readonly portalUrl: string
}): ReactNode {
  return rows.map(({ label, path, text }, i) => {
    const href = addressOf(portalUrl, path)
    return h(
      Text,
      { key: i, className: "ink", style: look.text },
      href ? h(Link, { href, className: "link", style: look.link }, label) : label,
      h("br"),
      text,
    )
  })
}
