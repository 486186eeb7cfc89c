import fc from "fast-check"
import { expect, test } from "vitest"
import { type Money, moneyText, parseAmount } from "#app/kernel/money.ts"
import { creditOf, inMoney } from "./price.ts"

const euro = (text: string): Money => parseAmount(text, "EUR") ?? { minor: 0n, currency: "EUR" }
const terms = {
  fee: euro("4500"),
  steps: [
    { below: 9900, credit: 500 },
    { below: 9500, credit: 1000 },
    { below: 8000, credit: 5000 },
  ],
  cap: 3000,
}
const zero = "EUR 0.00"

test.each([
  { name: "all was kept", met: 100, missed: 0, credit: zero },
  { name: "just at a step is not below it", met: 99, missed: 1, credit: zero },
  { name: "below the first step", met: 989, missed: 11, credit: "EUR 225.00" },
  { name: "below the second", met: 94, missed: 6, credit: "EUR 450.00" },
  { name: "the cap comes last", met: 0, missed: 3, credit: "EUR 1,350.00" },
  { name: "nothing was decided", met: 0, missed: 0, credit: zero },
])("4.1 credit where $name", ({ met, missed, credit }) => {
  expect(moneyText(creditOf({ met, missed }, terms))).toBe(credit)
})

test("4.1 a credit is never more than the fee, and never below zero", () => {
  const share = fc.integer({ min: 0, max: 10_000 })
  const steps = fc.array(fc.record({ below: share, credit: share }), { maxLength: 4 })
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.nat(50),
      steps,
      fc.nat(20_000),
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      (met, missed, list, cap, minor) => {
        const credit = creditOf({ met, missed }, { fee: { minor, currency: "EUR" }, steps: list, cap })
        expect(credit.minor >= 0n && credit.minor <= minor).toBe(true)
      },
    ),
  )
})

test("4.10 the price that leaves the margin as it is: more people and more credit, month by month", () => {
  const kept = (met: number, missed: number) => ({ met, missed })
  const { months, price } = inMoney(
    [
      { before: kept(100, 0), after: kept(94, 6) },
      { before: kept(94, 6), after: kept(94, 6) },
      { before: kept(94, 6), after: kept(100, 0) },
    ],
    7,
    { ...terms, personHour: euro("40.01") },
  )
  // Seven hours a week are thirty in thirty days.
  expect(months.map(({ staffing }) => moneyText(staffing))).toEqual(Array(3).fill("EUR 1,200.30"))
  expect(months.map((month) => moneyText(month.price))).toEqual([
    "EUR 1,650.30",
    "EUR 1,200.30",
    "EUR 750.30",
  ])
  expect(moneyText(price)).toBe("EUR 1,200.30")
})

test("4.10 fewer hours on duty lower it, and each amount is rounded once", () => {
  const same = { before: { met: 1, missed: 0 }, after: { met: 1, missed: 0 } }
  const { months, price } = inMoney([same, same, same], -1, { ...terms, personHour: euro("10") })
  expect(moneyText(months[0]?.staffing ?? euro("0"))).toBe("-EUR 42.86")
  expect(moneyText(price)).toBe("-EUR 42.86")
})
