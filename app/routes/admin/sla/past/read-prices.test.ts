import { describe, expect, test } from "vitest"
import { nothingTyped, readPrices } from "./read-prices.ts"

const complete = { ...nothingTyped, fee: "4500", personHour: "38.50", below0: "99,5", credit0: "5 %" }

describe("4.10 prices as typed", () => {
  test("in minor units and hundredths of a percent; without a cap the fee is the most", () => {
    expect(readPrices(complete)).toEqual({
      kind: "prices",
      prices: {
        fee: { minor: 450_000n, currency: "EUR" },
        personHour: { minor: 3850n, currency: "EUR" },
        steps: [{ below: 9950, credit: 500 }],
        cap: 10_000,
      },
    })
    expect(readPrices({ ...complete, cap: "30", below2: "90", credit2: "100" })).toMatchObject({
      prices: { cap: 3000, steps: [{ below: 9950 }, { below: 9000, credit: 10_000 }] },
    })
  })

  test.each([
    { typed: nothingTyped, what: ["the monthly fee", "what a person-hour costs", "a step of the credit"] },
    { typed: { ...complete, fee: " " }, what: ["the monthly fee"] },
    { typed: { ...complete, below0: "", credit0: "" }, what: ["a step of the credit"] },
  ])("what is missing is said: $what", ({ typed, what }) => {
    expect(readPrices(typed)).toEqual({ kind: "missing", what })
  })

  test.each([
    { name: "fee", text: "4500.555" },
    { name: "personHour", text: "forty" },
    { name: "below0", text: "100.01" },
    { name: "credit0", text: "" },
    { name: "credit3", text: "-1" },
    { name: "cap", text: "99.999" },
  ])("$name of '$text' is wrong, beside its field", ({ name, text }) => {
    const read = readPrices({ ...complete, [name]: text })
    expect(read.kind === "wrong" && Object.keys(read.fields)).toContain(name)
  })
})
