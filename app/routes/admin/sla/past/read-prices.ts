import type { BasisPoints, CreditStep, Prices } from "#app/domain/sla/past/price.ts"
import { currencies, type Currency, parseAmount } from "#app/kernel/money.ts"

export const stepCount = 4

/** What stands in the fields of the money section, by name. */
export type TypedPrices = Readonly<Record<string, string>> & { readonly currency: Currency }

export const nothingTyped: TypedPrices = { currency: "EUR" }

export type ReadPrices =
  | { readonly kind: "prices"; readonly prices: Prices }
  /** Something is not typed yet: by name of the field, what it is. */
  | { readonly kind: "missing"; readonly what: readonly string[] }
  | { readonly kind: "wrong"; readonly fields: Readonly<Record<string, string>> }

const needed = { fee: "the monthly fee", personHour: "what a person-hour costs" } as const

/** Reads what was typed. Steps of which neither half is typed are none; without a cap the fee is the most. */
export function readPrices(typed: TypedPrices): ReadPrices {
  const { currency } = typed
  const text = (name: string) => (typed[name] ?? "").trim()
  const wrong: Record<string, string> = {}
  const amountOf = (name: keyof typeof needed) => {
    const amount = parseAmount(text(name), currency)
    if (!amount && text(name) !== "") wrong[name] = "Write an amount such as 4500 or 4500.50."
    return amount
  }
  const shareOf = (name: string) => {
    const share = basisPoints(text(name))
    if (share === null) wrong[name] = "Write a percentage from 0 to 100, such as 99.5."
    return share ?? 0
  }
  const [fee, personHour] = [amountOf("fee"), amountOf("personHour")]
  const steps = Array.from({ length: stepCount }, (_, i) => [`below${i}`, `credit${i}`] as const)
    .filter(([below, credit]) => text(below) !== "" || text(credit) !== "")
    .map(([below, credit]): CreditStep => ({ below: shareOf(below), credit: shareOf(credit) }))
  const cap = text("cap") === "" ? 10_000 : shareOf("cap")
  if (Object.keys(wrong).length > 0) return { kind: "wrong", fields: wrong }
  if (fee && personHour && steps.length > 0)
    return { kind: "prices", prices: { fee, personHour, steps, cap } }
  return {
    kind: "missing",
    what: [
      ...(fee ? [] : [needed.fee]),
      ...(personHour ? [] : [needed.personHour]),
      ...(steps.length > 0 ? [] : ["a step of the credit"]),
    ],
  }
}

/** `99.5` is 9,950; null for what is no percentage or has more than two decimals. */
function basisPoints(text: string): BasisPoints | null {
  const [, whole, part = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.replace(/\s*%$/, "")) ?? []
  if (whole === undefined) return null
  const points = Number(whole) * 100 + Number(part.padEnd(2, "0"))
  return points <= 10_000 ? points : null
}

export function isCurrency(text: string): text is Currency {
  return currencies.some((known) => known === text)
}
