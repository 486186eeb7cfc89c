import { Moment } from "#app/ui/time-ago.tsx"
import type { LedgerJson } from "../../shared/turns/ledger-json.ts"
import { Turns } from "../../shared/turns/turns.tsx"

const names = {
  provider_noc: "Our NOC",
  provider_soc: "Our SOC",
  client: "Client",
  third_party: "Third party",
} as const

/** Whose turn it is on an incident and whose it was. */
export function WhoseTurn({ ledger }: { readonly ledger: LedgerJson }) {
  const last = ledger.turns.at(-1)
  return (
    <Turns title="Whose turn" turns={ledger.turns} names={names}>
      {ledger.now && last ? (
        <>
          {names[ledger.now]}, since <Moment at={new Date(last.from).toISOString()} />
        </>
      ) : (
        "Nobody is waited for."
      )}
    </Turns>
  )
}
