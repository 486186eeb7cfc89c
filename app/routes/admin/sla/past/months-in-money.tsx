import type { InMoney, MonthInMoney } from "#app/domain/sla/past/price.ts"
import { triedDays, triedMonths } from "#app/domain/sla/past/tally.ts"
import { type Money, moneyText } from "#app/kernel/money.ts"
import { percent } from "./percent.ts"

const monthMilliseconds = (triedDays / triedMonths) * 86_400_000

/** The price in a sentence, then month by month what makes it. */
export function MonthsInMoney({
  money,
  asOf,
  isLeast,
}: {
  readonly money: InMoney
  readonly asOf: string
  /** People on duty are the least that can be said. */
  readonly isLeast: boolean
}) {
  const { months, price } = money
  return (
    <>
      <p className="text-lg">{priceText(price)}</p>
      <div className="grid gap-4">
        {months.map((month, i) => (
          <Month key={i} month={month} dates={datesOf(asOf, i)} />
        ))}
      </div>
      <p className="text-xs text-text-3">
        Months of thirty days, by UTC. Attainment is of all that was promised clients, nothing excluded. The
        cap comes last, and no credit is more than the fee. Amounts are rounded half up, once each.
        {isLeast ? " People on duty are the least: too little is known of how long handling takes." : ""}
      </p>
    </>
  )
}

function priceText(price: Money): string {
  if (price.minor === 0n) return "The price may stay: staffing and credits come to the same."
  const by = moneyText({ ...price, minor: price.minor < 0n ? -price.minor : price.minor })
  return price.minor > 0n
    ? `A price ${by} a month higher leaves the margin as it is.`
    : `A price ${by} a month lower leaves the margin as it is.`
}

function Month({ month, dates }: { readonly month: MonthInMoney; readonly dates: string }) {
  const { kept, credit, staffing, price } = month
  const lines = [
    ["Attainment now", attained(kept.before)],
    ["By these terms", attained(kept.after)],
    ["Credit now", moneyText(credit.before)],
    ["By these terms", moneyText(credit.after)],
    ["Staffing, difference", signed(staffing)],
    ["Price, difference", signed(price)],
  ] as const
  return (
    <section
      aria-label={dates}
      className="grid content-start gap-2 rounded-md border border-line p-3 text-sm"
    >
      <h3 className="tnum border-b border-line pb-2 text-sm font-medium">{dates}</h3>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-2 md:grid-flow-col md:grid-cols-3 md:grid-rows-2">
        {lines.map(([what, value], i) => (
          <div key={i} className="grid content-end">
            <dt className="text-xs text-text-2">{what}</dt>
            <dd className={`tnum ${i === lines.length - 1 ? "font-semibold" : ""}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const attained = (kept: MonthInMoney["kept"]["before"]) =>
  kept.met + kept.missed === 0 ? "nothing decided" : percent(kept)

const signed = (amount: Money) => (amount.minor > 0n ? `+${moneyText(amount)}` : moneyText(amount))

function datesOf(asOf: string, month: number): string {
  const from = Date.parse(asOf) - (triedMonths - month) * monthMilliseconds
  const date = (at: number) => new Date(at).toISOString().slice(0, 10)
  return `${date(from)} to ${date(from + monthMilliseconds)}`
}
