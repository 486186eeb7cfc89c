import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { everything, opened, reopened, resolved, told, type Lines } from "#tests/support/sla-story.ts"
import type { SlaMetric } from "./metric.ts"
import type { Happening } from "./record-event.ts"

const malicious: Happening = { kind: "confirmed", verdict: "malicious" }
const contained: Happening = { kind: "contained", how: "verified" }
const impact = (...services: string[]): Happening => ({
  kind: "impact",
  services,
  since: instant("2026-03-02T09:30Z"),
})
const back = (service: string): Happening => ({ kind: "service_back", service, as: "operational" })
const soc = opened({ flavour: "security", team: "soc" })
const handoff = (kind: "handoff_accepted" | "handoff_returned", name: string): Happening => ({
  kind,
  handoff: name,
})
const asked = (name: string): Happening => ({
  kind: "handoff_requested",
  handoff: name,
  to: "soc",
  type: "transfer",
})

describe.each<readonly [SlaMetric, readonly (readonly [string, Lines, readonly string[]])[]]>([
  [
    "contain",
    [
      [
        "from the confirmation to the first containment",
        [
          ["10:00", soc],
          ["10:30", malicious],
          ["11:00", contained],
          ["12:00", contained],
        ],
        ["met 10:30-11:00"],
      ],
      [
        "not for availability",
        [
          ["10:00", opened()],
          ["10:30", malicious],
        ],
        [],
      ],
      [
        "a downgrade ends it",
        [
          ["10:00", soc],
          ["10:30", malicious],
          ["11:00", { kind: "confirmed", verdict: "downgraded" }],
        ],
        ["cancelled 10:30-11:00"],
      ],
      [
        "with security added later, from the confirmation",
        [
          ["10:00", opened()],
          ["10:30", malicious],
          ["11:00", { kind: "flavour_changed", flavour: "security" }],
        ],
        ["running 10:30 late"],
      ],
      [
        "not needed, with a reason, is an end",
        [
          ["10:00", soc],
          ["10:30", malicious],
          ["11:00", { kind: "contained", how: { notNeeded: "blocked at the edge" } }],
        ],
        ["met 10:30-11:00"],
      ],
    ],
  ],
  [
    "restore",
    [
      [
        "from the impact until the last service is back",
        [
          ["10:00", opened()],
          ["10:05", impact("web", "mail")],
          ["10:10", back("web")],
          ["10:20", back("mail")],
        ],
        ["met 09:30-10:20"],
      ],
      [
        "one that came in between counts too",
        [
          ["10:00", opened()],
          ["10:05", impact("web")],
          ["10:10", impact("dns")],
          ["10:20", back("web")],
        ],
        ["running 09:30 late"],
      ],
    ],
  ],
  [
    "resolve",
    [
      [
        "until it is resolved",
        [
          ["10:00", opened()],
          ["10:30", resolved],
        ],
        ["met 10:00-10:30"],
      ],
      [
        "resolving and reopening at one moment leaves it resolved",
        [
          ["10:00", opened()],
          ["10:30", reopened],
          ["10:30", resolved],
        ],
        ["met 10:00-10:30"],
      ],
      [
        "withdrawn, it ends without an outcome",
        [
          ["10:00", opened()],
          ["10:30", { kind: "withdrawn", reason: "merged" }],
          ["10:30", resolved],
        ],
        ["cancelled 10:00-10:30"],
      ],
      [
        "closing without resolving is resolving",
        [
          ["10:00", opened()],
          ["10:30", { kind: "closed" }],
        ],
        ["met 10:00-10:30"],
      ],
    ],
  ],
  [
    "handoff_accept",
    [
      [
        "one for each handoff",
        [
          ["10:00", opened()],
          ["10:10", asked("a")],
          ["10:20", asked("b")],
          ["10:30", handoff("handoff_accepted", "b")],
        ],
        ["running 10:10 late", "met 10:20-10:30"],
      ],
      [
        "a rejection is an answer",
        [
          ["10:00", opened()],
          ["10:10", asked("a")],
          ["10:12", { kind: "handoff_rejected", handoff: "a", reason: "not ours" }],
        ],
        ["met 10:10-10:12"],
      ],
      [
        "what is answered at the moment of asking does not start",
        [
          ["10:00", opened()],
          ["10:10", handoff("handoff_accepted", "a")],
          ["10:10", asked("a")],
        ],
        [],
      ],
    ],
  ],
  [
    "vuln_fix",
    [
      [
        "from when it is found",
        [
          ["10:00", opened({ subject: "finding" })],
          ["10:50", { kind: "settled_finding", how: "fixed" }],
        ],
        ["met 10:00-10:50"],
      ],
      [
        "without a severity, from when it has one",
        [
          ["10:00", opened({ subject: "finding", priority: null })],
          ["10:30", { kind: "priority_set", priority: 1 }],
          ["11:30", { kind: "settled_finding", how: "risk_accepted" }],
        ],
        ["met 10:30-11:30"],
      ],
    ],
  ],
])("%s", (metric, cases) => {
  test.each(cases)("%s", (_name, lines, runs) => expect(told(metric, lines)).toEqual(runs))
})

test("restore counts from detection when the contract says so", () => {
  const lines = [
    ["10:00", opened()],
    ["10:05", impact("web")],
    ["10:20", back("web")],
  ] as const
  expect(told("restore", lines, everything({ restoreFrom: "detection" }))).toEqual(["met 10:00-10:20"])
})
