/** [1:477:3] ICMP Packet [**] [Classification: …] [Priority: 0] {ICMP} 10.0.0.1:1 -> 10.0.0.2:2, in full or in syslog */
const heading = /\[(\d{1,6}):(\d{1,12}):(\d{1,6})\] {1,3}(.{1,8000})$/
const classification = /\[Classification: ([^\]]{1,200})\]/
const priority = /\[Priority: (\d{1,3})\]/
const protocol = /\{([A-Za-z0-9:_-]{1,20})\}/
const parties = /(?:^|[\s}])([0-9A-Fa-f.:[\]]{2,60}) -> ([0-9A-Fa-f.:[\]]{2,60})/
const when = /(?:^|\s)(\d\d\/\d\d(?:\/(?:\d{4}|\d\d))?-\d\d:\d\d:\d\d(?:\.\d{1,9})?)/

/** The host in a header of syslog. */
const sensor = /^(?:<\d{1,3}>)?[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d (\S{1,255}) snort\b/

/** The alerts of a text: one a line, or in the full form one a block of lines that begins with [**]. */
export function readSnortText(text: string): Record<string, string>[] {
  const blocks: string[] = []
  for (const line of text.split("\n")) {
    const given = line.slice(0, 4000).trim()
    if (heading.test(given)) blocks.push(given)
    else if (blocks.length > 0 && given !== "" && (blocks.at(-1) ?? "").length < 8000)
      blocks.push(`${blocks.pop() ?? ""} ${given}`)
  }
  return blocks.map(alertOf)
}

function alertOf(block: string): Record<string, string> {
  const [, gid = "", sid = "", rev = "", message = ""] = heading.exec(block) ?? []
  const [, source = "", target = ""] = parties.exec(block) ?? []
  const found = {
    rule: `${gid}:${sid}:${rev}`,
    msg: messageOf(message),
    class: classification.exec(block)?.[1],
    priority: priority.exec(block)?.[1],
    proto: protocol.exec(block)?.[1],
    src_addr: withoutPort(source),
    dst_addr: withoutPort(target),
    timestamp: when.exec(block)?.[1],
    host: sensor.exec(block)?.[1],
  }
  return Object.fromEntries(Object.entries(found).flatMap(([key, value]) => (value ? [[key, value]] : [])))
}

/** What stands in front of the next bracket of Snort's own. */
function messageOf(rest: string): string {
  const ends = [" [**]", " [Classification:", " [Priority:"]
    .map((mark) => rest.indexOf(mark))
    .filter((at) => at >= 0)
  return rest
    .slice(0, Math.min(rest.length, ...ends))
    .replace(/^"|"$/g, "")
    .trim()
}

/** An IPv4 address has one colon in front of its port, an IPv6 address is itself full of them. */
function withoutPort(address: string): string {
  const parts = address.split(":")
  if (parts.length === 2) return parts[0] ?? ""
  return parts.length === 9 ? parts.slice(0, 8).join(":") : address
}
