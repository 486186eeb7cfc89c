import { invalid } from "#app/kernel/errors.ts"
import { newId, type SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { adapters, findAdapter } from "../ingest/registry.ts"
import { readSource } from "./read.server.ts"
import { mustBeExpected } from "./silence.ts"
import type { NewSource, SourceView } from "./source.ts"
import { insertCredential, insertSource } from "./store.server.ts"
import { mintToken } from "./token.ts"

/**
 * Adds a feed to the client, with its first credential. The token is given this once; only its hash is kept. A
 * shared one belongs in the provider's own tenant.
 *
 * @throws DomainError `invalid` for a format the portal does not read, naming those it does; for a heartbeat that is not
 *   expected.
 */
export async function createSource(
  t: TenantTx<"sources.manage" | "sources.read">,
  wanted: NewSource,
  options: { readonly isShared: boolean } = { isShared: false },
): Promise<{ readonly source: SourceView; readonly token: string }> {
  const adapter = findAdapter(wanted.adapter)
  const expectedEverySeconds = wanted.expectedEverySeconds ?? null
  if (!adapter)
    throw invalid(
      `There is no adapter "${wanted.adapter}". There are: ${Object.keys(adapters).join(", ")}.`,
      { adapter: "is unknown" },
    )
  mustBeExpected(adapter.key, expectedEverySeconds)
  const id: SourceId = newId()
  const { token, hash } = mintToken()
  const { adapter: _, name, learningHours = 0, ...settings } = wanted
  await insertSource(t, {
    id,
    ...settings,
    name: name ?? adapter.label,
    adapter: adapter.key,
    learningUntil: learningHours > 0 ? t.now.add({ hours: learningHours }) : null,
    isShared: options.isShared,
    expectedEverySeconds,
    createdAt: t.now,
  })
  await insertCredential(t, id, hash)
  await recordAudit(t, {
    action: "source.create",
    targetId: id,
    after: {
      adapter: adapter.key,
      name: name ?? adapter.label,
      learningHours,
      ...settings,
      ...options,
      expectedEverySeconds,
    },
  })
  return { source: await readSource(t, id), token }
}
