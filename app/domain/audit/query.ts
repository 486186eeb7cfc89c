/** What can stand before a colon in the search field, and what the parameters of the URL are called. */
export const qualifiers = ["actor", "action", "target", "client", "after", "before", "result"] as const
export type Qualifier = (typeof qualifiers)[number]

/** What somebody typed, taken apart: values by qualifier, and the words that stood alone as `text`. */
export type AuditQuery = { readonly [Q in Qualifier | "text"]?: string }

/** Reads `actor:"Ana Petrova" action:alert.close disk`. A qualifier nobody knows is a word like any other. */
export function parseQuery(typed: string): AuditQuery {
  const query: { -readonly [Q in keyof AuditQuery]: AuditQuery[Q] } = {}
  const words: string[] = []
  for (const [whole, name, quoted, bare] of typed.slice(0, 500).matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)) {
    const value = (quoted ?? bare ?? "").trim()
    const qualifier = qualifiers.find((q) => q === name?.toLowerCase())
    if (!qualifier) words.push(name === undefined ? value : whole.replaceAll('"', ""))
    else if (value !== "") query[qualifier] = value
  }
  const text = words.join(" ").trim()
  return text === "" ? query : { ...query, text }
}

/** A query as it would be typed. */
export function formatQuery(query: AuditQuery): string {
  const parts = qualifiers.flatMap((name) => {
    const value = query[name]
    return value ? [`${name}:${/\s/.test(value) ? `"${value}"` : value}`] : []
  })
  return [...parts, query.text ?? ""].filter(Boolean).join(" ")
}
