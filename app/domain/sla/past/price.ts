import { type Money, minus, plus, portion, smaller, zero } from "#app/kernel/money.ts"
import { bothSides, type BySide, type Kept } from "./tally.ts"

/** Hundredths of a percent: 9,950 is 99.5 %. Whole numbers, so that no share is a little off. */
export type BasisPoints = number
const all: BasisPoints = 10_000

/** Attainment below this gives back so much of the month's fee. */
export type CreditStep = { readonly below: BasisPoints; readonly credit: BasisPoints }

/** What somebody types to see a trial in money; one currency throughout. */
export type Prices = {
  /** Of the services the terms cover, for a month of thirty days. */
  readonly fee: Money
  readonly steps: readonly CreditStep[]
  /** The most that is given back of a month's fee. */
  readonly cap: BasisPoints
  readonly personHour: Money
}

/** Money of one month of thirty days. */
export type MonthInMoney = {
  readonly kept: BySide<Kept>
  readonly credit: BySide<Money>
  /** What the people on duty would cost more than before; below zero where they cost less. */
  readonly staffing: Money
  /** What the price has to change by for the margin to stay: more staffing and more credit. */
  readonly price: Money
}

export type InMoney = {
  readonly months: readonly MonthInMoney[]
  /** A month's price difference, on average. */
  readonly price: Money
}

/**
 * The months of a trial in money. Every amount is rounded once, half up on the minor unit, and sums are of rounded amounts.
 *
 * @param extraPersonHours a week, more than before; whole, below zero for fewer
 */
export function inMoney(months: readonly BySide<Kept>[], extraPersonHours: number, prices: Prices): InMoney {
  // A month of thirty days is 30 / 7 weeks.
  const staffing = portion(prices.personHour, BigInt(extraPersonHours) * 30n, 7n)
  const lines = months.map((kept) => {
    const credit = bothSides((side) => creditOf(kept[side], prices))
    return { kept, credit, staffing, price: plus(staffing, minus(credit.after, credit.before)) }
  })
  const total = lines.map(({ price }) => price).reduce(plus, zero(prices.fee.currency))
  return { months: lines, price: lines.length > 0 ? portion(total, 1n, BigInt(lines.length)) : total }
}

/**
 * What is given back for a month: the most of the steps its attainment lies below, then the cap, and never more than the fee.
 * Nothing for a month in which nothing was decided.
 */
export function creditOf({ met, missed }: Kept, { fee, steps, cap }: Omit<Prices, "personHour">): Money {
  const reached = steps.filter(({ below }) => met * all < below * (met + missed)).map(({ credit }) => credit)
  const owed = portion(fee, BigInt(Math.max(0, ...reached)), BigInt(all))
  return smaller(smaller(owed, portion(fee, BigInt(cap), BigInt(all))), fee)
}
