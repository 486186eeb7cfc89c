import { BlockList, isIP } from "node:net"

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4")

/** True when an address lies in a CIDR range, or equals a bare address. Anything that is neither is in no network. */
export function inNetwork(range: string, address: string): boolean {
  const network = read(range)
  if (!network || isIP(address) === 0) return false
  const list = new BlockList()
  list.addSubnet(network.base, network.prefix, family(network.base))
  return list.check(address, family(address))
}

/** True for a CIDR range or a bare address. */
export function isNetwork(range: string): boolean {
  return read(range) !== null
}

function read(range: string): { readonly base: string; readonly prefix: number } | null {
  const [base = "", bits, ...rest] = range.split("/")
  if (rest.length > 0 || isIP(base) === 0) return null
  const most = isIP(base) === 6 ? 128 : 32
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  return prefix >= 0 && prefix <= most ? { base, prefix } : null
}
