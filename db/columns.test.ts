import fc from "fast-check"
import { expect, test } from "vitest"
import { Temporal } from "#app/kernel/time.ts"
import { readInstant, writeInstant } from "./columns.ts"

const moment = fc.record({
  seconds: fc.integer({ min: -62_000_000_000, max: 250_000_000_000 }),
  micros: fc.integer({ min: 0, max: 999_999 }),
})

test("a moment is read to the microsecond, in whatever zone and with as many digits as Postgres writes it", () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 6 }), ({ seconds, micros }, digits) => {
      const at = Temporal.Instant.fromEpochNanoseconds(
        (BigInt(seconds) * 1_000_000n + BigInt(micros)) * 1000n,
      ).round({ smallestUnit: "second" })
      const fraction = digits === 0 ? "" : `.${String(micros).padStart(6, "0").slice(0, digits)}`
      const [whole = ""] = at.toString().replace("T", " ").split("Z")
      const expected = Temporal.Instant.from(`${whole.replace(" ", "T")}${fraction}Z`)
      for (const text of [`${whole}${fraction}+00`, `${whole}${fraction}+00:00`])
        expect(readInstant(text).equals(expected), text).toBe(true)
    }),
  )
  expect(readInstant("2026-03-29 02:30:00.5+05:30").toString()).toBe("2026-03-28T21:00:00.5Z")
})

test("a moment is written as the library would", () => {
  const nanos = fc.bigInt({ min: -62_000_000_000_000_000_000n, max: 253_500_000_000_000_000_000n })
  const unit = fc.constantFrom(1n, 1000n, 1_000_000n, 1_000_000_000n)
  fc.assert(
    fc.property(nanos, unit, (nano, step) => {
      const at = Temporal.Instant.fromEpochNanoseconds(nano - (nano % step))
      expect(Temporal.Instant.from(writeInstant(at)).equals(at), writeInstant(at)).toBe(true)
    }),
  )
  expect(writeInstant(Temporal.Instant.from("2026-03-29T02:30:00.000042Z"))).toBe(
    "2026-03-29T02:30:00.000042Z",
  )
  expect(writeInstant(Temporal.Instant.from("2026-03-29T02:30:00Z"))).toBe("2026-03-29T02:30:00.000Z")
})
