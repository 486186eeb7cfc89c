import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import type { Chain } from "#app/domain/audit/entry.ts"
import { verifyExport } from "#app/domain/audit/export.ts"
import { commandLine } from "#app/auth/principal.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { BadLink } from "#app/domain/audit/verify.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { inIdentity } from "#db/identity.ts"
import { inTenant } from "#db/tenant.ts"
import { hasLink, verifyChains } from "../handlers/verify-audit.ts"
import type { JobContext } from "../job.ts"
import { contextOf } from "../runtime.ts"

/** Checks an export with nothing but the file; prints the verdict and says whether it holds. */
export async function verifyAuditFile(file: string, head: string | undefined): Promise<boolean> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  const verdict = await verifyExport(lines, head)
  const { header } = verdict
  print({
    name: header?.client?.code ?? header?.chain ?? file,
    from: header ? Math.max(1, header.range.from) : 1,
    seq: verdict.head.seq,
    hash: verdict.head.hash,
    at: verdict.verifiedTo?.at.toString() ?? null,
    firstBad: verdict.firstBad ?? null,
  })
  return verdict.ok
}

/** Checks every chain in the database, a line for each. A head noted elsewhere must be in one of them. */
export async function verifyAuditDatabase(head: string | undefined): Promise<boolean> {
  const context = contextOf("audit.verify")
  const broken: Chain[] = []
  for await (const made of verifyChains(context, { whole: true })) {
    if (!made.ok) broken.push(made.chain)
    print({
      name: await nameOf(context, made.chain),
      from: made.fromSeq,
      seq: made.head.seq,
      hash: made.head.hash,
      at: made.verifiedTo?.toString() ?? null,
      firstBad: made.firstBad,
    })
  }
  await inIdentity((tx) =>
    recordProviderAudit(tx, { actor: commandLine, action: "audit.verify", after: { broken } }),
  )
  if (!head || (await hasLink(context, head))) return broken.length === 0
  console.log(`BROKEN  the head ${head} noted elsewhere is in no chain: newest entries are missing from one`)
  return false
}

type Line = {
  readonly name: string
  readonly from: number
  readonly seq: number
  readonly hash: string
  readonly at: string | null
  readonly firstBad: BadLink | null
}

function print({ name, from, seq, hash, at, firstBad }: Line): void {
  const stretch = at === null ? "no entries" : `links ${from} to ${seq}, verified to ${at}, head ${hash}`
  if (!firstBad) return console.log(`ok      ${name}: ${stretch}`)
  const entry = firstBad.entryId ? `, entry ${firstBad.entryId}` : ""
  console.log(
    `BROKEN  ${name}: first bad is link ${firstBad.seq}${entry}: ${firstBad.why}; before it ${stretch}`,
  )
}

async function nameOf({ scopeOf }: JobContext, chain: Chain): Promise<string> {
  if (chain === "provider") return "provider"
  const client = await inTenant(scopeOf<"clients.read">(chain), (t) => readClient(t, chain))
  return `${client.code} (${chain})`
}
