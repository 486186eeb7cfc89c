import { inert } from "./inert.ts"
import { text } from "./letter.ts"
import { paintText } from "./paint-text.ts"
import { type PropsOf, type TemplateName, templates } from "./registry.ts"
import type { Props, Template } from "./template.ts"

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string }

export type Envelope = {
  /** Name of the reader, as they entered it. */
  readonly to: string
  /** Where the portal is. */
  readonly portalUrl: string
}

/** Longest subject, in code points: longer ones are cut by mail programs anyway. */
const longestSubject = 160

/**
 * Writes one mail. Every text of its props, and the reader's name, is made inert first; a secret is a web
 * address or is not shown at all.
 */
export async function renderMail<N extends TemplateName>(
  name: N,
  props: PropsOf<N>,
  envelope: Envelope,
): Promise<RenderedMail> {
  // The compiler cannot follow that the entry at `name` takes the props of `name`.
  const template = templates[name] as unknown as Template<Props>
  const written = template.write(safeProps(template, props))
  const letter = {
    ...written,
    subject: Array.from(written.subject).slice(0, longestSubject).join(""),
    blocks: [...(envelope.to ? [text(`Hello ${inert(envelope.to)},`)] : []), ...written.blocks],
  }
  // React and its mail parts cost half a second and 50 MB: paid by the first mail, not by every start.
  const { paintHtml } = await import("./paint-html.ts")
  return {
    subject: letter.subject,
    html: await paintHtml(letter, envelope.portalUrl),
    text: paintText(letter, envelope.portalUrl),
  }
}

function safeProps(template: Template<Props>, props: Props): Props {
  const safe = (key: string, value: string | number) => {
    if (typeof value === "number") return value
    if (!template.secrets.includes(key)) return inert(value)
    return isWebAddress(value) ? new URL(value).href : ""
  }
  const hidden = Object.fromEntries(template.secrets.map((key) => [key, ""]))
  return {
    ...hidden,
    ...Object.fromEntries(Object.entries(props).map(([key, value]) => [key, safe(key, value)])),
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
