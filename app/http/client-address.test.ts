import { expect, test } from "vitest"
import { clientAddress, parseProxies } from "./client-address.ts"

test.each([
  ["no proxy is trusted", "", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["the socket is no proxy of ours", "10.0.0.0/8", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["one proxy", "10.0.0.0/8", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["what the client claims stands left", "10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
  ["two proxies", "10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
  ["all are proxies: the farthest", "10.0.0.0/8", "10.1.2.3", "10.4.4.4, 10.9.9.9", "10.4.4.4"],
  ["a proxy that says nothing", "10.0.0.0/8", "10.1.2.3", undefined, "10.1.2.3"],
  ["a proxy that says nonsense", "10.0.0.0/8", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
  [
    "nonsense left of an answer is not reached",
    "10.0.0.0/8",
    "10.1.2.3",
    "<script>, 198.51.100.1",
    "198.51.100.1",
  ],
  ["an IPv4 proxy seen through IPv6", "10.0.0.0/8", "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["IPv6 all the way", "fd00::/8", "fd12::1", "2001:DB8::7", "2001:db8::7"],
  ["ports and brackets", "fd00::/8,127.0.0.1", "127.0.0.1", "[2001:db8::7]:443", "2001:db8::7"],
  ["a port behind IPv4", "127.0.0.1", "127.0.0.1", "198.51.100.1:5123", "198.51.100.1"],
  ["one address alone is trusted", "127.0.0.1", "127.0.0.2", "198.51.100.1", "127.0.0.2"],
  ["a socket that is gone", "10.0.0.0/8", undefined, "198.51.100.1", null],
  ["a zone", "", "fe80::1%eth0", undefined, "fe80::1"],
])("%s", (_name, proxies, socket, forwarded, address) => {
  expect(clientAddress(socket, forwarded, parseProxies(proxies))).toBe(address)
})

test.each([
  "10.0.0.0/33",
  "fd00::/129",
  "10.0.0.0/8/8",
  "10.0.0.0/",
  "example.org",
  "10.0.0/8",
  "10.0.0.0/-1",
])("%s is refused by name", (text) => expect(() => parseProxies(`127.0.0.1, ${text}`)).toThrow(text))
