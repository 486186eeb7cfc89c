/** Digits of the minor unit by currency (ISO 4217). The table is ours: what a runtime believes differs between them. */
export const minorDigits = {
  ...{ EUR: 2, USD: 2, GBP: 2, CHF: 2, SEK: 2, NOK: 2, DKK: 2, PLN: 2, CZK: 2, RON: 2 },
  ...{ CAD: 2, AUD: 2, JPY: 0, KWD: 3 },
} as const

export type Currency = keyof typeof minorDigits
export const currencies = Object.keys(minorDigits) as readonly Currency[]

/** An amount in minor units of its currency, such as cents. Amounts of two currencies do not mix. */
export type Money = { readonly minor: bigint; readonly currency: Currency }

export function zero(currency: Currency): Money {
  return { minor: 0n, currency }
}

/** @throws RangeError for two currencies: a bug, never a value somebody typed */
export function plus(a: Money, b: Money): Money {
  return { minor: a.minor + sameCurrency(a, b).minor, currency: a.currency }
}

export function minus(a: Money, b: Money): Money {
  return { minor: a.minor - sameCurrency(a, b).minor, currency: a.currency }
}

export function smaller(a: Money, b: Money): Money {
  return sameCurrency(a, b).minor < a.minor ? b : a
}

/**
 * `part / whole` of an amount, rounded once to the minor unit: half up, of the amount without its sign, so that -0.5 becomes
 * -1 as 0.5 becomes 1.
 *
 * @param whole above zero
 */
export function portion(of: Money, part: bigint, whole: bigint): Money {
  const exact = of.minor * part
  const size = exact < 0n ? -exact : exact
  const rounded = (2n * size + whole) / (2n * whole)
  return { minor: exact < 0n ? -rounded : rounded, currency: of.currency }
}

/** An amount as typed, `4500`, `4 500.50` or `4500,5`; null for what is none, is below zero or has too many digits. */
export function parseAmount(text: string, currency: Currency): Money | null {
  const typed = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ""))
  const digits = minorDigits[currency]
  const [, whole = "", part = ""] = typed ?? []
  if (!typed || part.length > digits) return null
  return { minor: BigInt(whole + part.padEnd(digits, "0")), currency }
}

/** `EUR 4,500.50`, with every digit of the minor unit. */
export function moneyText({ minor, currency }: Money): string {
  const digits = minorDigits[currency]
  const size = String(minor < 0n ? -minor : minor).padStart(digits + 1, "0")
  const whole = size.slice(0, size.length - digits).replace(/\B(?=(\d{3})+$)/g, ",")
  const part = digits > 0 ? `.${size.slice(-digits)}` : ""
  return `${minor < 0n ? "-" : ""}${currency} ${whole}${part}`
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not mix.`)
  return b
}
