import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"

/**
 * A look at the past that may take longer than somebody waits for one answer: it goes on where it stopped, in as many turns
 * as it takes, and what it says in the end is what one turn without a limit would have said.
 */
export type Look<P extends Permission, R, S> = {
  /**
   * Goes on page by page until everything is seen or the time is over, a page in any case. Gives what there is so far.
   *
   * @param until by `performance.now()`
   */
  readonly goOn: (t: ReadTx<P>, until: number) => Promise<R & { readonly isDone: boolean }>
  /** What the next turn has to know, to be kept as JSON: begun with it, the same look goes on where this one is. */
  readonly carry: () => S
}
