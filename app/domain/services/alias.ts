/** Characters of an alias kept; the longest cloud ids are well below. */
export const maxAlias = 500

/** A name as aliases are stored and compared: lower case, without the dot that ends a full domain name. */
export function aliasOf(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, "").slice(0, maxAlias).toWellFormed()
}

/**
 * The aliases a tool's word for a machine may stand for: the word itself, and the host in it where it is an address with
 * a port or a link.
 */
export function aliasesIn(word: string): readonly string[] {
  const whole = aliasOf(word)
  if (whole === "") return []
  const host = aliasOf(hostIn(whole))
  return host === whole || host === "" ? [whole] : [whole, host]
}

function hostIn(word: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(word))
    return URL.canParse(word) ? new URL(word).hostname.replace(/^\[(.*)\]$/, "$1") : word
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/.exec(word)
  if (bracketed) return bracketed[1] ?? word
  // One colon alone is a port; more are an IPv6 address.
  return /^([^:]+):\d{1,5}$/.exec(word)?.[1] ?? word
}
