import * as z from "zod"
import { instant } from "#app/kernel/time.ts"
import { type AuditActor, auditResults, type Chain } from "./entry.ts"
import { genesisOf, type Head } from "./seal.ts"
import { beginVerification, type Link, type Verdict, verdictOf, verifyNext } from "./verify.ts"

/** First line of an export: NDJSON that can be checked without the portal it came from. */
export type ExportHeader = {
  readonly kind: "watchfloor-audit"
  readonly version: 1
  readonly chain: Chain
  readonly client: { readonly id: string; readonly code: string; readonly name: string } | null
  /** First and last link in the file; both 0 where there are none. */
  readonly range: { readonly from: number; readonly to: number }
  /** The link before the first one: the genesis, or as the portal had it. */
  readonly start: Head
  /** The last link in the file. */
  readonly head: Head
  readonly exportedAt: string
}

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const head = z.object({ seq: z.int().min(0), hash: hex })
const header = z.object({
  kind: z.literal("watchfloor-audit"),
  version: z.literal(1),
  chain: z.union([z.literal("provider"), z.uuid()]),
  client: z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable(),
  range: z.object({ from: z.int(), to: z.int() }),
  start: head,
  head,
  exportedAt: z.string(),
})
const text = z.string().nullable()
const link = z.object({
  seal: z.object({
    ...{ seq: z.int(), entryId: z.uuid(), salt: text },
    ...{ personalDigest: hex, entryDigest: hex, prevHash: hex, hash: hex },
  }),
  entry: z
    .object({
      id: z.uuid(),
      at: z.string().transform((at) => instant(at)),
      actor: z.looseObject({ kind: z.string(), name: z.string() }),
      action: z.string(),
      targetKind: z.string(),
      targetId: text,
      result: z.enum(auditResults),
      reason: text,
      before: z.unknown(),
      after: z.unknown(),
      address: text,
      userAgent: text,
      requestId: text,
      clientId: text,
      onceKey: text,
    })
    .nullable(),
})

export function headerLine(made: ExportHeader): string {
  return `${JSON.stringify(made)}\n`
}

export function linkLine({ seal, entry }: Link): string {
  return `${JSON.stringify({ seal, entry })}\n`
}

/** What a check of an export found. `header` is null where the file is no export of the audit. */
export type ExportVerdict = Verdict & { readonly header: ExportHeader | null }

/**
 * Checks an export line by line, with nothing but the file. It proves that the file is whole and unchanged since it was
 * sealed; that it is the newest only a head noted elsewhere can tell.
 */
export async function verifyExport(lines: AsyncIterable<string>, noted?: string): Promise<ExportVerdict> {
  let progress = beginVerification({ seq: 0, hash: "" })
  let read: ExportHeader | null = null
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === "") continue
    if (!read) {
      const parsed = header.safeParse(jsonOf(line))
      if (!parsed.success) return broken("the first line is no header of an audit export")
      read = parsed.data as ExportHeader
      if (read.start.seq === 0 && read.start.hash !== genesisOf(read.chain).hash)
        return { ...broken("the chain does not begin as this one's does"), header: read }
      progress = beginVerification(read.start, [read.head.hash, ...(noted ? [noted] : [])])
    } else {
      const parsed = link.safeParse(jsonOf(line))
      if (!parsed.success)
        return { ...broken(`line ${number} is no link`, progress.head.seq + 1), header: read }
      progress = verifyNext(progress, linkOf(parsed.data))
    }
  }
  return read ? { ...verdictOf(progress), header: read } : broken("the file is empty")
}

function linkOf({ seal, entry }: z.output<typeof link>): Link {
  return {
    seal: seal as Link["seal"],
    entry: entry && ({ ...entry, actor: entry.actor as unknown as AuditActor } as Link["entry"]),
  }
}

function broken(why: string, seq = 0): ExportVerdict {
  const nowhere = { seq: 0, hash: "" }
  return { ok: false, verifiedTo: null, head: nowhere, firstBad: { seq, entryId: null, why }, header: null }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
