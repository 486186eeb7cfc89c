import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { BoundVersion } from "./binding.ts"
import { renewalOf } from "./renewal.ts"

const [acme, gold, silver] = [newId<"tenant">(), newId<"sla-policy">(), newId<"sla-policy">()]
const retiredAt = instant("2026-05-01T00:00Z")
const now = instant("2026-06-01T00:00Z")
/** Moments by which the retirement had ended it, and by which somebody had before. */
const [byIt, before] = ["2026-05-01T00:00:01Z", "2026-04-01T00:00Z"]

const bound = (
  policyId: typeof gold,
  from: string,
  endedAt: string | null = null,
  { version = 1, boundAt = "2026-01-01T00:00Z" } = {},
): BoundVersion => ({
  ...{ client: acme, policyId, version, name: "A policy", boundBy: "Ana", boundAt: instant(boundAt) },
  ...{ effectiveFrom: instant(from), endedAt: endedAt ? instant(endedAt) : null },
})
const second = { version: 2 }
const held = bound(gold, "2026-01-01T00:00Z", byIt, second)
const coming = bound(gold, "2026-07-01T00:00Z", byIt, { version: 3 })

test.each<readonly [string, readonly BoundVersion[], number | null, readonly number[]]>([
  ["the last that held", [bound(gold, "2025-01-01T00:00Z", byIt), held], 2, []],
  ["nothing that was ended before", [bound(gold, "2026-01-01T00:00Z", before)], null, []],
  ["what was only to come, from then on", [coming], null, [3]],
  ["what held and what was to come", [held, coming], 2, [3]],
  ["beside another that holds until then", [bound(silver, "2026-02-01T00:00Z"), coming], null, [3]],
  ["from now on, what was to begin meanwhile", [bound(gold, "2026-05-20T00:00Z", byIt)], 1, []],
  ["not what another was to follow", [held, bound(silver, "2026-05-20T00:00Z")], null, []],
  [
    "nothing where something was bound since",
    [held, coming, bound(silver, "2026-08-01T00:00Z", null, { boundAt: "2026-05-10T00:00Z" })],
    null,
    [],
  ],
  [
    "whatever was bound since and ended again",
    [held, bound(silver, "2026-08-01T00:00Z", "2026-05-11T00:00Z", { boundAt: "2026-05-10T00:00Z" })],
    2,
    [],
  ],
])("2.9.11 taken back into use, a policy renews %s", (_name, own, holds, later) => {
  const renewal = renewalOf(gold, retiredAt, own, now)
  expect(renewal.now?.version ?? null).toBe(holds)
  expect(renewal.later.map(({ version }) => version)).toEqual(later)
})
