import type { Declared } from "./need.ts"

/** What operations about stops of clocks need. */
export const correctionCalls: Readonly<Record<string, Declared>> = {
  listCorrections: { kind: "read", needs: ["sla.read", "clients.read"] },
  requestCorrection: {
    kind: "write",
    needs: ["sla.exclude", "sla.read"],
    body: {
      clock: "{clockId}",
      stoppedAt: "2026-03-02T10:05:00Z",
      reason: "logged late",
      evidence: "call 7",
    },
  },
}
