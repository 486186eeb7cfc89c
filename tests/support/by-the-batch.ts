import { expect } from "vitest"
import { inInbox, type InboxTx } from "#db/inbox-door.ts"
import { diskAlert } from "./disk-alert.ts"
import { type Explained, explaining } from "./explained.ts"

/* What a batch costs goes by the batch: helpers that make one with everything in it, and judge its statements. */

/** Deliveries in it. */
export const batch = 50

export const each = (count: number, body: (i: number) => object) =>
  Array.from({ length: count }, (_, i) => body(i))

/** New problems, known ones again, clears of known ones and of none, and what nobody can read. */
export function bodies(run: string) {
  const time = new Date().toISOString()
  return [
    ...each(20, (i) =>
      diskAlert({ key: `${run}-${i}`, severity: "high", rule: `${run}-${i}`, asset: `host-${i}`, time }),
    ),
    ...each(10, (i) => diskAlert({ key: `known-${i}`, severity: "critical", rule: `r-${i}` })),
    ...each(10, (i) => diskAlert({ key: `known-${i + 10}`, status: "resolved", time })),
    ...each(5, (i) => diskAlert({ key: `${run}-early-${i}`, status: "resolved", time })),
    ...Array.from({ length: 5 }, () => "{broken"),
  ]
}

/** The statements of some work in a transaction of its own. */
export const watched = (work: (tx: InboxTx) => Promise<unknown>): Promise<readonly Explained[]> =>
  inInbox(async (tx) => {
    const { tx: seen, seen: statements } = explaining(tx)
    await work(seen)
    return statements
  })

export function expectByTheBatch(statements: readonly Explained[]) {
  const dear = statements.flatMap(({ text, rows, pages, scansWhole }) => {
    const many = [...rows].filter(([, count]) => count > 8 * batch)
    const whole = scansWhole.filter((table) => table !== "correlation_rules")
    return many.length > 0 || pages > 60 * batch || whole.length > 0 ? [{ text, many, pages, whole }] : []
  })
  expect(dear).toEqual([])
}
