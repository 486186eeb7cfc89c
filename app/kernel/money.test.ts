import { expect, test } from "vitest"
import { minus, moneyText, parseAmount, plus, portion, smaller, zero } from "./money.ts"

const cents = (minor: bigint) => ({ minor, currency: "EUR" as const })

test.each([
  { of: 1n, part: 1n, whole: 2n, is: 1n },
  { of: -1n, part: 1n, whole: 2n, is: -1n },
  { of: 1n, part: 49n, whole: 100n, is: 0n },
  { of: 100n, part: 1n, whole: 3n, is: 33n },
  { of: 200n, part: 1n, whole: 3n, is: 67n },
  { of: 100n, part: -30n, whole: 7n, is: -429n },
  { of: 10n ** 20n, part: 1n, whole: 7n, is: 14285714285714285714n },
])("$part / $whole of $of is $is: half up, of the amount without its sign", ({ of, part, whole, is }) => {
  expect(portion(cents(of), part, whole).minor).toBe(is)
})

test.each([
  { text: "4500", currency: "EUR", shown: "EUR 4,500.00" },
  { text: " 4 500,5", currency: "EUR", shown: "EUR 4,500.50" },
  { text: "0.05", currency: "USD", shown: "USD 0.05" },
  { text: "1234567", currency: "JPY", shown: "JPY 1,234,567" },
  { text: "1.234", currency: "KWD", shown: "KWD 1.234" },
  { text: "1.5", currency: "JPY", shown: null },
  { text: "1,234", currency: "EUR", shown: null },
  { text: "-5", currency: "EUR", shown: null },
  { text: "", currency: "EUR", shown: null },
  { text: "1e3", currency: "EUR", shown: null },
] as const)("$text in $currency is $shown", ({ text, currency, shown }) => {
  const read = parseAmount(text, currency)
  expect(read && moneyText(read)).toBe(shown)
})

test("two currencies never mix", () => {
  expect(() => plus(cents(1n), zero("USD"))).toThrow("EUR and USD do not mix.")
  expect(smaller(cents(2n), minus(cents(3n), cents(2n))).minor).toBe(1n)
  expect(moneyText(cents(-5n))).toBe("-EUR 0.05")
})
