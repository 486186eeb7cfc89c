import { createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { commandLine } from "#app/auth/principal.ts"
import { clientChain, providerChain } from "#app/domain/audit/chain.ts"
import type { ExportHeader } from "#app/domain/audit/export.ts"
import { exportLines, type OpenChain, readExportHeader } from "#app/domain/audit/export.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { inIdentity, inWorkerIdentity } from "#db/identity.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import { contextOf } from "../runtime.ts"
import { hasFlag, option, requiredOption } from "./command.ts"

type Client = NonNullable<ExportHeader["client"]> & { readonly id: TenantId }

/** Writes one chain to a file, and records that it was. */
export async function exportAudit(args: readonly string[]): Promise<void> {
  const out = requiredOption(args, "out", "the file to write")
  const wanted = option(args, "client")
  if (!wanted && !hasFlag(args, "provider"))
    throw new Error("Say which chain: --client CODE (or its id), or --provider.")
  const client = wanted ? await findClient(wanted) : null
  const open: OpenChain = client
    ? (read) =>
        inTenant(contextOf("audit.export").scopeOf<"audit.read">(client.id), (t) => read(clientChain(t)))
    : (read) => inWorkerIdentity((tx) => read(providerChain(tx)))
  const header = await open((c) => readExportHeader(c, client, {}))
  await inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor: commandLine,
      action: "audit.export",
      ...(client ? { clientId: client.id } : {}),
      after: { chain: header.chain, range: header.range, head: header.head.hash },
    }),
  )
  await pipeline(Readable.from(exportLines(open, header)), createWriteStream(out, { mode: 0o600 }))
  const { from, to } = header.range
  console.log(`${out}: ${to === 0 ? "no links" : `links ${from} to ${to}`}, head ${header.head.hash}`)
}

async function findClient(wanted: string): Promise<Client> {
  const { scopeOf } = contextOf("audit.export")
  for (const tenantId of await listTenants()) {
    const { code, name } = await inTenant(scopeOf<"clients.read">(tenantId), (t) => readClient(t, tenantId))
    if (tenantId === wanted.toLowerCase() || code === wanted.toUpperCase())
      return { id: tenantId, code, name }
  }
  throw new Error(`There is no client ${wanted}.`)
}
