const safe = new Set(["GET", "HEAD", "OPTIONS"])

type Headers = { readonly host?: string; readonly origin?: string; readonly fetchSite?: string }

/**
 * True when an unsafe request may have come from our own pages. Browsers say so in Sec-Fetch-Site, older ones in Origin;
 * a request with neither carries a cookie only if somebody put it there by hand, and is refused all the same.
 *
 * @see OWASP Cross-Site Request Forgery Prevention Cheat Sheet, Fetch Metadata
 */
export function isSameOrigin(method: string, headers: Headers, ownOrigin: string): boolean {
  if (safe.has(method)) return true
  if (headers.fetchSite) return headers.fetchSite === "same-origin"
  if (!headers.origin) return false
  return headers.origin === ownOrigin || sameHost(headers.origin, headers.host)
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === host
  } catch {
    return false
  }
}

/** Paths whose callers carry a token instead of a cookie: nothing a foreign page could borrow. */
export function needsNoOrigin(pathname: string): boolean {
  return pathname.startsWith("/api/") || pathname.startsWith("/ingest/") || pathname.startsWith("/webhooks/")
}
