/** The product as mails name it. */
export const productName = "Watchfloor"

/** One part of a mail. The layout paints it twice: as HTML and as plain text. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** What the mail asks for. An empty address is one that is not shown: the mail is looked at later, not sent. */
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** Records of the portal, each leading to its page, where its reader has to sign in. */
  | { readonly kind: "places"; readonly rows: readonly Place[] }

/** A record, where in the portal it is, and what is said of it. */
export type Place = { readonly label: string; readonly path: string; readonly text: string }

/** A mail before it is painted. */
export type Letter = {
  readonly subject: string
  /** The line mail programs show beside the subject. */
  readonly preview: string
  readonly blocks: readonly Block[]
  /** Why the reader got it, for the footer. */
  readonly reason: string
}

export const text = (words: string): Block => ({ kind: "text", text: words })
export const link = (label: string, url: string): Block => ({ kind: "link", label, url })
export const places = (...rows: Place[]): Block => ({ kind: "places", rows })
export const facts = (...rows: (readonly [string, string])[]): Block => ({ kind: "facts", rows })

/** What to do about a change one did not make: the same words in every notice. */
export const notYou = text(
  "If this was not you, set a new password at once and tell your administrator: somebody else may be in your account.",
)

export const ownAccount = `because you have an account at ${productName}. Notices about its security cannot be switched off.`

/** The whole address of a page of the portal; empty for what is no path within it. */
export function addressOf(portalUrl: string, path: string): string {
  return /^\/\w[\w/-]*$/.test(path) ? new URL(path, portalUrl).href : ""
}
