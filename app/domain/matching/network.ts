import { BlockList, isIP } from "node:net"

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4")

/** True when an address lies in a CIDR range, or equals a bare address. Anything that is neither is in no network. */
export function inNetwork(range: string, address: string): boolean {
  if (isIP(address) === 0) return false
  const [base = "", bits, ...rest] = range.split("/")
  if (rest.length > 0 || isIP(base) === 0) return false
  const most = isIP(base) === 6 ? 128 : 32
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (!(prefix >= 0 && prefix <= most)) return false
  const list = new BlockList()
  list.addSubnet(base, prefix, family(base))
  return list.check(address, family(address))
}
