import type { CSSProperties } from "react"

/** The portal's colours in the notation mail programs read. */
const light = {
  page: "#f4f6f8",
  card: "#ffffff",
  ink: "#1b2430",
  muted: "#56616f",
  line: "#dde2e8",
  accent: "#1f5fbf",
  link: "#1a56ad",
}
const dark = {
  page: "#10151d",
  card: "#171d27",
  ink: "#e9edf2",
  muted: "#a9b3c0",
  line: "#2f3845",
  accent: "#2f6fd0",
  link: "#8ab4f8",
}

const fonts = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const words: CSSProperties = { fontFamily: fonts, wordBreak: "break-word", overflowWrap: "anywhere" }

/** Styles stand on the elements: half of the mail programs drop everything else. */
export const look = {
  page: { backgroundColor: light.page, margin: 0, padding: "24px 12px" },
  /** Read by lists of mails, seen in none: the page itself starts with the brand. */
  preview: { display: "none", overflow: "hidden", maxHeight: 0, maxWidth: 0, opacity: 0, lineHeight: "1px" },
  column: { maxWidth: "560px", margin: "0 auto" },
  brand: { ...words, color: light.muted, fontSize: "13px", fontWeight: 600, margin: "0 0 12px" },
  card: {
    backgroundColor: light.card,
    border: `1px solid ${light.line}`,
    borderRadius: "8px",
    padding: "24px",
  },
  title: {
    ...words,
    color: light.ink,
    fontSize: "20px",
    lineHeight: "28px",
    fontWeight: 600,
    margin: "0 0 16px",
  },
  text: { ...words, color: light.ink, fontSize: "15px", lineHeight: "23px", margin: "0 0 14px" },
  action: { margin: "20px 0" },
  button: {
    ...words,
    display: "inline-block",
    backgroundColor: light.accent,
    color: "#ffffff",
    borderRadius: "6px",
    padding: "11px 18px",
    fontSize: "15px",
    fontWeight: 600,
    textDecoration: "none",
  },
  address: {
    ...words,
    color: light.muted,
    fontSize: "12px",
    lineHeight: "18px",
    margin: "12px 0 0",
    wordBreak: "break-all",
  },
  link: { color: light.link, textDecoration: "underline" },
  facts: { margin: "0 0 16px", borderCollapse: "collapse" },
  factLabel: {
    ...words,
    color: light.muted,
    fontSize: "14px",
    lineHeight: "22px",
    padding: "2px 16px 2px 0",
    verticalAlign: "top",
    whiteSpace: "nowrap",
  },
  factValue: { ...words, color: light.ink, fontSize: "14px", lineHeight: "22px", padding: "2px 0" },
  rule: { borderTop: `1px solid ${light.line}`, margin: "24px 0 12px" },
  footer: { ...words, color: light.muted, fontSize: "12px", lineHeight: "18px", margin: 0 },
  footerLink: { color: light.link },
} as const satisfies Record<string, CSSProperties>

/** Only this can follow the reader's theme; where it is dropped, the light colours stand. */
export const stylesheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: ${dark.page} !important; }
  .card { background-color: ${dark.card} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .link { color: ${dark.link} !important; }
  .rule { border-color: ${dark.line} !important; }
  .button { background-color: ${dark.accent} !important; }
}
`
