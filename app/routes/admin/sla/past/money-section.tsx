import { keptByMonth } from "#app/domain/sla/past/attained.ts"
import { type InMoney, inMoney } from "#app/domain/sla/past/price.ts"
import { enoughRecords, staffingOf } from "#app/domain/sla/past/staffing.ts"
import { Section } from "#app/ui/section.tsx"
import { MonthsInMoney } from "./months-in-money.tsx"
import { PriceFields } from "./price-fields.tsx"
import { readPrices, type TypedPrices } from "./read-prices.ts"
import type { ShownTrial } from "./trial.ts"

/** A trial in money, by what somebody types beside it. Nothing of it is stored or sent. */
export function MoneySection({
  trial,
  share,
  typed,
  onTyped,
}: {
  readonly trial: ShownTrial
  readonly share: number
  readonly typed: TypedPrices
  readonly onTyped: (typed: TypedPrices) => void
}) {
  const read = readPrices(typed)
  const staffing = staffingOf(trial.tally, share)
  const extra = staffing.after.personHours - staffing.before.personHours
  const money: InMoney | null =
    read.kind === "prices" ? inMoney(keptByMonth(trial.tally), extra, read.prices) : null
  return (
    <Section
      title="In money"
      intro="Credits, what people on duty cost, and the price that leaves the margin as it is. What is typed here is not stored."
    >
      <PriceFields typed={typed} onTyped={onTyped} wrong={read.kind === "wrong" ? read.fields : {}} />
      <div aria-live="polite" className="grid min-w-0 gap-4">
        {read.kind === "missing" ? (
          <p className="text-text-2">Type {listed(read.what)} to see what these terms would cost.</p>
        ) : null}
        {read.kind === "wrong" ? (
          <p className="text-text-2">Correct what is marked to see what these terms would cost.</p>
        ) : null}
        {money ? (
          <MonthsInMoney money={money} asOf={trial.asOf} isLeast={staffing.records < enoughRecords} />
        ) : null}
      </div>
    </Section>
  )
}

function listed(what: readonly string[]): string {
  return what.length < 2 ? what.join("") : `${what.slice(0, -1).join(", ")} and ${what.at(-1)}`
}
