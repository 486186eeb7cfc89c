/** Bytes of one mail: alerts are short, and what is attached to them is not read. */
export const maxMailBytes = 2 * 1024 * 1024

/** What is read of a mail beside its raw text. */
export const reading = {
  headerBytes: 256 * 1024,
  nesting: 20,
  textLength: 64 * 1024,
  attachments: 50,
} as const

/** Recipients of one mail, each a mailbox of its own. */
export const maxRecipients = 20

export const maxClients = 200
export const socketTimeoutMs = 60_000
