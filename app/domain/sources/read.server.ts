import { notFound } from "#app/kernel/errors.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import type { SourceView } from "./source.ts"
import { selectSource, selectSources } from "./store.server.ts"

export function listSources(
  t: ReadTx<"sources.read">,
  page: { readonly client?: TenantId; readonly after?: string; readonly limit: number },
): Promise<Page<SourceView>> {
  return selectSources(t, page)
}

/** @throws DomainError `not_found`, also for a source out of reach or deleted. */
export async function readSource(t: ReadTx<"sources.read">, id: SourceId): Promise<SourceView> {
  const source = await selectSource(t, id)
  if (!source) throw notFound("Source")
  return source
}
