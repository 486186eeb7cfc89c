import { BlockList, isIP } from "node:net"
import { err, ok, type Result } from "#app/kernel/result.ts"

/** Where a request that somebody else's configuration asks for may go. */
export type OutwardRules = {
  /** True on a developer's machine and in tests: this machine itself counts as outside, also without TLS. */
  readonly loopback: boolean
}

/** Names for this machine that are sure to stay on it. */
const loopbackNames = new Set(["localhost", "127.0.0.1", "::1"])

/**
 * An address the portal may be sent to: https, no credentials in it, and no literal address of a network behind the
 * portal. What a name resolves to is checked again when it is looked up.
 *
 * @returns the reason in words where it is refused
 */
export function outwardUrl(text: string, rules: OutwardRules): Result<URL> {
  if (!URL.canParse(text)) return err("is no web address")
  const url = new URL(text)
  const host = bareHost(url)
  if (url.username || url.password) return err("must not hold a name or password")
  if (url.protocol !== "https:" && !(url.protocol === "http:" && rules.loopback && loopbackNames.has(host)))
    return err("must begin with https://")
  if (isIP(host) && !mayReach(host, rules)) return err("leads into a private network")
  if (!isIP(host) && !host.includes(".") && !(rules.loopback && loopbackNames.has(host)))
    return err("must name a host on the internet")
  return ok(url)
}

/** True for an address of the public internet, and for this machine where the rules say so. */
export function mayReach(address: string, rules: OutwardRules): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (rules.loopback && loopback.check(address, family === 4 ? "ipv4" : "ipv6")) return true
  if (family === 4) return !special.check(address, "ipv4")
  // Of IPv6 only global unicast, less what leads back into IPv4 or nowhere.
  return globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6")
}

/** Host of a URL without the brackets of IPv6. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "")
}

/** True when people reach the portal on this machine alone: nobody else's configuration is in play then. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && loopbackNames.has(bareHost(new URL(origin)))
}

const loopback = new BlockList()
loopback.addSubnet("127.0.0.0", 8, "ipv4")
loopback.addAddress("::1", "ipv6")

const globalUnicast = new BlockList()
globalUnicast.addSubnet("2000::", 3, "ipv6")

/** IANA special-purpose address registries: what is not globally reachable, multicast, and tunnels into IPv4. */
const special = new BlockList()
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(net, bits, "ipv4")
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(net, bits, "ipv6")
