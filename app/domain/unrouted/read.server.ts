import type { SourceId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import { countWaiting, selectWaiting } from "./store.server.ts"
import type { UnroutedView } from "./unrouted.ts"

type Reading = ReadTx<"unrouted.settle">

/** Events that wait for somebody to say whose they are, newest first. */
export function listUnrouted(
  t: Reading,
  page: { readonly source?: SourceId; readonly after?: string; readonly limit: number },
): Promise<Page<UnroutedView>> {
  return selectWaiting(t, page)
}

export function howManyUnrouted(t: Reading): Promise<number> {
  return countWaiting(t)
}
