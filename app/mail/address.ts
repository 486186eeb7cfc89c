/** A mail address with the name of whom it belongs to; an empty name is none. */
export type Mailbox = { readonly name: string; readonly address: string }

/** Characters that mean something in a header or an SMTP command; an address with one of them is refused, never quoted. */
const part = String.raw`[^\s@<>,;:"()\[\]\\\p{C}]+`
const addressForm = new RegExp(`^(?=.{1,64}@)${part}@${part}$`, "u")
/** RFC 5321, 4.5.3.1.3: the longest path, less its brackets. */
const longest = 254

/** True for one plain address: nothing that could name a second recipient or end the header. */
export function isAddress(text: string): boolean {
  return text.length <= longest && addressForm.test(text)
}

/** Reads `noc@example.com` or `Name <noc@example.com>`; null for anything else. */
export function parseMailbox(text: string): Mailbox | null {
  const named = /^([^<>"\p{C}]*)<([^<>]*)>$/u.exec(text.trim())
  const mailbox = named
    ? { name: (named[1] ?? "").trim(), address: (named[2] ?? "").trim() }
    : { name: "", address: text.trim() }
  return isAddress(mailbox.address) ? mailbox : null
}
