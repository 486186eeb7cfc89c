import { isIP } from "node:net"
import { parseCsv } from "../csv.ts"

const moment = /^\d\d\/\d\d(?:\/\d\d)?-\d\d:\d\d:\d\d/

/**
 * The alerts of `alert_csv` in the columns that come without configuration: of version 2 (`timestamp,1,2013028,4,"msg",TCP,
 * source,port,target,port,…`, to which pfSense adds class, priority and action) and of version 3 (`timestamp, 1, TCP, raw, 60, C2S, source:port, target:port, 1:2:3, allow`).
 */
export function readSnortCsv(text: string): Record<string, string>[] {
  const rows = parseCsv(text).map((row) => row.map((cell) => cell.trim()))
  return rows.flatMap((row): Record<string, string>[] => {
    if (!moment.test(row[0] ?? "")) return []
    const [timestamp = "", gid = "", sid = "", rev = "", msg = "", proto = "", source = ""] = row
    if (isIP(source))
      return [
        {
          timestamp,
          rule: `${gid}:${sid}:${rev}`,
          msg,
          proto,
          src_addr: source,
          dst_addr: row[8] ?? "",
          ...pfSense(row),
        },
      ]
    const at = row.findIndex((cell) => /^\d{1,6}:\d{1,12}:\d{1,6}$/.test(cell))
    if (at < 2) return []
    const ends = { src_ap: row[at - 2] ?? "", dst_ap: row[at - 1] ?? "" }
    return [{ timestamp, rule: row[at] ?? "", proto: sid, ...ends, action: row[at + 1] ?? "" }]
  })
}

/** Behind the packet's id; version 2 itself has addresses of the network there. */
function pfSense(row: readonly string[]): Record<string, string> {
  const [kind = "", priority = "", action = ""] = row.slice(11, 14)
  return row.length === 15 && /^\d$/.test(priority) ? { class: kind, priority, action } : {}
}
