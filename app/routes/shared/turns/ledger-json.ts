import type { Ledger } from "#app/domain/incidents/course.server.ts"

/** A ledger as it goes to the browser: moments in epoch milliseconds. */
export function ledgerJson({ turns, seconds, now }: Ledger) {
  return {
    now,
    seconds,
    turns: turns.map(({ party, from, to }) => ({
      party,
      from: from.epochMilliseconds,
      to: to.epochMilliseconds,
    })),
  }
}

export type LedgerJson = ReturnType<typeof ledgerJson>
