type Columns = readonly (readonly [name: string, index: number])[]

const types = new Set([
  "TRAFFIC",
  "THREAT",
  "URL",
  "WILDFIRE",
  "DATA",
  "SYSTEM",
  "CONFIG",
  "HIPMATCH",
  "HIP-MATCH",
  "CORRELATION",
  "USERID",
  "GTP",
  "SCTP",
  "AUTH",
  "AUTHENTICATION",
  "DECRYPTION",
  "TUNNEL",
  "GLOBALPROTECT",
  "IPTAG",
  "AUDIT",
  "DNS",
])

export function isLogType(word: string): boolean {
  return types.has(word)
}

/** Columns that have kept their place since PAN-OS 8. */
export const threatColumns: Columns = [
  ["serial", 2],
  ["subtype", 4],
  ["generated", 6],
  ["source", 7],
  ["destination", 8],
  ["natSource", 9],
  ["natDestination", 10],
  ["rule", 11],
  ["user", 12],
  ["targetUser", 13],
  ["application", 14],
  ["vsys", 15],
  ["fromZone", 16],
  ["toZone", 17],
  ["session", 22],
  ["sourcePort", 24],
  ["destinationPort", 25],
  ["protocol", 29],
  ["action", 30],
  ["subject", 31],
  ["threat", 32],
  ["category", 33],
  ["severity", 34],
  ["direction", 35],
  ["seqno", 36],
  ["digest", 43],
  ["xff", 48],
  ["sender", 50],
  ["mailSubject", 51],
  ["recipient", 52],
  ["device", 59],
]

export const systemColumns: Columns = [
  ["serial", 2],
  ["subtype", 4],
  ["generated", 6],
  ["threat", 8],
  ["object", 9],
  ["module", 12],
  ["severity", 13],
  ["description", 14],
  ["seqno", 15],
  ["device", 22],
]

export const correlationColumns: Columns = [
  ["serial", 2],
  ["subtype", 4],
  ["generated", 6],
  ["source", 7],
  ["user", 8],
  ["category", 10],
  ["severity", 11],
  ["device", 17],
  ["threat", 19],
  ["subject", 21],
]
