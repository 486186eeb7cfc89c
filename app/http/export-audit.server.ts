import { withPortfolio, withProviderAudit, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { clientChain, providerChain } from "#app/domain/audit/chain.ts"
import type { Chain } from "#app/domain/audit/entry.ts"
import type { ExportHeader } from "#app/domain/audit/export.ts"
import { exportLines, type OpenChain, readExportHeader } from "#app/domain/audit/export.server.ts"
import { requireWhole } from "#app/domain/audit/whole.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"

/**
 * One chain as a file, sent while it is read. That it was asked for is recorded before the first line leaves.
 *
 * @throws DomainError `not_found` for a chain out of reach, `forbidden` without the permission
 */
export async function exportAudit(
  who: Principal,
  chain: Chain,
  time: { readonly after?: Instant; readonly before?: Instant },
): Promise<Response> {
  const client = chain === "provider" ? null : await findClient(who, chain)
  const open = openerOf(who, chain)
  const header = await open((c) => readExportHeader(c, client, time))
  await inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor: who.actor,
      action: "audit.export",
      ...(chain === "provider" ? {} : { clientId: chain }),
      after: { chain, range: header.range, head: header.head.hash },
    }),
  )
  const name = `watchfloor-audit-${client?.code ?? "provider"}-${header.exportedAt.slice(0, 10)}.ndjson`
  return new Response(streamOf(exportLines(open, header)), {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  })
}

function findClient(who: Principal, id: Exclude<Chain, "provider">): Promise<ExportHeader["client"]> {
  return withPortfolio(who, ["audit.read", "clients.read"], async (t) => {
    const { code, name } = await readClient(t, id)
    return { id, code, name }
  })
}

function openerOf(who: Principal, chain: Chain): OpenChain {
  if (chain !== "provider")
    return (read) =>
      withTenantOf(who, { kind: "tenant", id: chain }, ["audit.read"], async (t) => {
        await requireWhole(t)
        return read(clientChain(t))
      })
  return async (read) => {
    const result = await withProviderAudit(who, async (tx) => ({ value: await read(providerChain(tx)) }))
    if (!result) throw notFound("Chain")
    return result.value
  }
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
