import { describe, expect, test } from "vitest"
import { DomainError } from "#app/kernel/errors.ts"
import { datedLines, hoursOf, textOfHours } from "./hours-text.ts"
import { readCalendar } from "./read-calendar.ts"

const form = (fields: Readonly<Record<string, string>>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries({ name: "Office", zone: "Europe/Sofia", ...fields }))
    data.set(name, value)
  return data
}
const wrong = (fields: Readonly<Record<string, string>>) => {
  try {
    readCalendar(form(fields))
  } catch (error) {
    if (error instanceof DomainError) return error.fields
    throw error
  }
  return {}
}

describe("2.9.5 a calendar as it is typed", () => {
  test("split and overnight hours, holidays, changed dates and closures", () => {
    const { draft, effectiveFrom } = readCalendar(
      form({
        ...{ mon: "9:00-12:30, 13:30 – 17:00", sat: "22:00-06:00" },
        holidays: "2026-12-25 Christmas Day\n\n2026-03-03  Liberation Day \n",
        overrides: "2026-12-24 09:00-13:00\n2026-12-31",
        closures: "2026-06-01 12:00-24:00",
        effectiveFrom: "2026-12-01T00:00",
      }),
    )
    expect(draft).toEqual({
      zone: "Europe/Sofia",
      weekly: {
        mon: [
          ["09:00", "12:30"],
          ["13:30", "17:00"],
        ],
        sat: [["22:00", "06:00"]],
      },
      holidays: [
        { date: "2026-03-03", name: "Liberation Day" },
        { date: "2026-12-25", name: "Christmas Day" },
      ],
      overrides: { "2026-12-24": [["09:00", "13:00"]], "2026-12-31": [] },
      closures: { "2026-06-01": [["12:00", "24:00"]] },
    })
    expect(effectiveFrom?.toString()).toBe("2026-12-01T00:00:00Z")
  })

  test("round the clock needs no hours", () => {
    expect(readCalendar(form({ kind: "always", mon: "whatever" })).draft.weekly).toBe("always")
  })

  test.each([
    ["name", { name: " " }],
    ["zone", { zone: "Europe/Nowhere" }],
    ["mon", { mon: "nine to five" }],
    ["tue", { tue: "09:00-09:00" }],
    ["wed", { wed: "25:00-26:00" }],
    ["holidays", { holidays: "2026-12-25" }],
    ["holidays", { holidays: "2026-02-30 No such day" }],
    ["holidays", { holidays: "2026-12-25 A\n2026-12-25 B" }],
    ["overrides", { overrides: "tomorrow 09:00-10:00" }],
    ["closures", { closures: "2026-12-24" }],
    ["effectiveFrom", { effectiveFrom: "soon" }],
  ] as const)("what is wrong stands beside %s", (field, fields) => {
    expect(Object.keys(wrong(fields))).toEqual([field])
  })
})

test("hours are written as they are read", () => {
  const hours = hoursOf("22:00-06:00 and 09:00-10:00")
  expect(textOfHours(hours ?? [])).toBe("22:00-06:00, 09:00-10:00")
  expect(hoursOf("9-5")).toBeNull()
  expect(datedLines(" 2026-01-01 New Year\n\nx")).toEqual([
    { date: "2026-01-01", rest: "New Year" },
    { date: null, rest: "x" },
  ])
})
