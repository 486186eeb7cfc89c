/** A request that is none, before anything looks into it. */
export type Misshape = {
  readonly status: 400 | 405 | 414
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

type Shape = {
  readonly method: string
  /** The target as it stood in the request line. */
  readonly url: string
  /** Each Host header: none in HTTP/1.0, else one. */
  readonly hosts: readonly string[]
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

/** Longer targets are nobody's link: a page of ours with every filter set stays far below. */
const maxTarget = 8_000

/**
 * What is wrong with a request's method, target and host, or null. What passes can be parsed by everything behind: a path
 * on this host, of a name or an address.
 */
export function misshapeOf({ method, url, hosts }: Shape): Misshape | null {
  if (!methods.includes(method))
    return {
      status: 405,
      message: "This method is not answered here.",
      headers: { allow: methods.join(", ") },
    }
  if (url.length > maxTarget) return { status: 414, message: "The address is too long." }
  // "//host" and "http://host" would be read as another host's.
  if (!/^\/(?!\/)/.test(url) || url.includes("\\")) return unreadable
  const [host = "localhost", ...more] = hosts
  if (more.length > 0 || !/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)) return unreadable
  return URL.canParse(url, `http://${host}`) && isDecodable(url.split("?")[0] ?? "") ? null : unreadable
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes("\0")
  } catch {
    return false
  }
}

const unreadable: Misshape = { status: 400, message: "The address or the host of this request is not valid." }
