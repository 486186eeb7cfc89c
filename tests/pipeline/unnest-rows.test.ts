import fc from "fast-check"
import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { inInbox } from "#db/inbox-door.ts"
import { unnestRows } from "#db/unnest-rows.ts"
import { testDatabase } from "../support/database.ts"

await testDatabase()

// Whatever cleaned text holds: quotation marks, braces, the word NULL, line ends, control characters but no NUL.
const text = fc.oneof(
  fc.string({ unit: "binary" }).map((said) => said.toWellFormed().replaceAll("\0", "")),
  fc.constantFrom("", "NULL", "{}", '"', "\\", "a,b", "\u001f", "\n", " "),
)
const row = fc.record({
  said: fc.option(text),
  id: fc.option(fc.uuid()),
  count: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  isSo: fc.option(fc.boolean()),
  at: fc.option(fc.constantFrom("2026-03-29T01:00:00.000001Z", "2026-03-29T01:00:00Z")),
  labels: fc.option(fc.dictionary(text, text)),
  list: fc.option(fc.array(text)),
})

test("rows arrive as they were sent, in their order, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const arrived = await inInbox((tx) =>
        tx.sql.execute<Record<string, unknown>>(sql`
          select said, id, count, "isSo", to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, labels::text as labels, list::text[] as list
          from ${unnestRows(rows, {
            said: "text",
            id: "uuid",
            count: "int",
            isSo: "boolean",
            at: "timestamptz",
            labels: "json",
            list: "list",
          })}`),
      )
      expect(arrived.map((each) => ({ ...each, labels: parsed(each["labels"]) }))).toEqual(
        rows.map((each) => ({
          ...each,
          at: each.at && (each.at.includes(".") ? each.at.slice(0, -1) : `${each.at.slice(0, -1)}.000000`),
          labels: each.labels && parsed(JSON.stringify(each.labels)),
        })),
      )
    }),
    { numRuns: 60 },
  )
})

const parsed = (json: unknown) => (typeof json === "string" ? (JSON.parse(json) as unknown) : null)
