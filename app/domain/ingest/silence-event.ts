import * as z from "zod"
import { type Adapter, events } from "./adapter.ts"
import { canonicalEvent } from "./canonical-event.ts"
import { UnreadableBody } from "./unreadable-body.ts"

/** What the portal tells itself of a source that fell silent or speaks again. */
export const silenceReport = z.object({
  state: z.enum(["silent", "over"]),
  source: z.string(),
  name: z.string(),
  adapter: z.string(),
  /** When it was last heard, RFC 3339. */
  since: z.string(),
  expectedEverySeconds: z.int().nullable(),
})
export type SilenceReport = z.infer<typeof silenceReport>

/**
 * The portal's own reports, through the same pipeline as everybody's. It stands in no list of tools: no source is made
 * with it, and no sender reaches it.
 */
export const silenceAdapter: Adapter = {
  key: "source-silence",
  label: "Watchfloor",
  discipline: "noc",
  normalise(body) {
    const parsed = silenceReport.safeParse(body.kind === "json" ? body.values[0] : null)
    if (!parsed.success) throw new UnreadableBody("no report of a silence")
    const { state, source, name, adapter, since, expectedEverySeconds } = parsed.data
    const isBeat = adapter === "heartbeat"
    return events([
      canonicalEvent({
        discipline: "noc",
        category: "availability",
        title: isBeat ? `${name}: no heartbeat` : `${name} is silent`,
        description: [
          `Nothing has come from ${name} since ${since}.`,
          expectedEverySeconds === null ? "" : `It is expected every ${expectedEverySeconds} s.`,
          isBeat
            ? "What sends the heartbeat may not be running."
            : "What it watches is not watched until it speaks again.",
        ]
          .filter(Boolean)
          .join(" "),
        status: { value: state === "silent" ? "firing" : "resolved", word: state, partial: [] },
        severity: { value: "high", word: null, partial: [] },
        dedupeKey: ["source.silent", source],
        groupKey: ["source.silent", source],
        asset: name,
        rule: "source.silent",
        labels: { source: name, tool: adapter },
      }),
    ])
  },
}
