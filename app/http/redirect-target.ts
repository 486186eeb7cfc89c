/** Longer targets are no place of ours: a page with every filter set stays far below. */
const maxLength = 4_000

/**
 * Where to go after signing in: the path and query of a link to this site, or the fallback. Parsed by the URL parser, so
 * that `//evil.example`, backslashes and schemes do not lead away.
 */
export function redirectTarget(asked: string | null, fallback: string): string {
  if (!asked?.startsWith("/") || asked.length > maxLength) return fallback
  const base = "http://this.site"
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null
  if (url?.origin !== base || url.pathname.startsWith("//")) return fallback
  return url.pathname + url.search
}
