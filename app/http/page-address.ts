/**
 * The address somebody would type for what a request asked: path and query without the framework's own marks, which ask
 * for a page's data instead of the page.
 */
export function pageAddress(requestUrl: string): string {
  const url = new URL(requestUrl)
  if (!url.pathname.endsWith(".data")) return url.pathname + url.search
  url.searchParams.delete("_routes")
  const path = url.pathname.replace(/(?:\/_root|\/_)?\.data$/, "")
  return (path || "/") + url.search
}
