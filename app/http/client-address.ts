import { BlockList, isIP } from "node:net"

/** The proxies whose word about the client is believed. */
export type TrustedProxies = { readonly includes: (address: string) => boolean }

/**
 * Reads a list such as `10.0.0.0/8, 192.0.2.1, fd00::/8`.
 *
 * @throws Error naming the part that is no address and no network
 */
export function parseProxies(text: string): TrustedProxies {
  const list = new BlockList()
  for (const part of text
    .split(",")
    .map((p) => p.trim())
    .filter(Boolean)) {
    const [address = "", bits, more] = part.split("/")
    const family = isIP(address)
    const size = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits)
    const fits = /^\d{1,3}$/.test(bits ?? "0") && size <= (family === 4 ? 32 : 128)
    if (family === 0 || !fits || more !== undefined)
      throw new Error(`"${part}" is no address and no network, such as 10.0.0.0/8`)
    list.addSubnet(address, size, family === 4 ? "ipv4" : "ipv6")
  }
  return { includes: (address) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") }
}

/**
 * Whose request it is: the address at the other end of the socket, or, where that is a trusted proxy, what X-Forwarded-For
 * says: read from the right, over further trusted proxies, up to the first address that is none. What stands left of it
 * anybody could have written.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  proxies: TrustedProxies,
): string | null {
  let nearest = addressOf(socket ?? "")
  if (!nearest) return null
  for (const hop of (forwardedFor ?? "").split(",").reverse()) {
    if (!proxies.includes(nearest)) return nearest
    const next = addressOf(hop)
    // What is no address was written by nobody we trust: the last one we know stands.
    if (!next) return nearest
    nearest = next
  }
  return nearest
}

/** A bare address, without port, brackets, zone or the IPv6 form of an IPv4 one. */
function addressOf(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, "$1")
  return isIP(bare) ? bare.toLowerCase() : null
}
