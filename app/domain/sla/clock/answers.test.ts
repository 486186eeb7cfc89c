import { describe, expect, test } from "vitest"
import {
  opened,
  question,
  reopened,
  reply,
  resolved,
  told,
  waiting,
  type Lines,
} from "#tests/support/sla-story.ts"
import type { SlaMetric } from "./metric.ts"
import type { Happening } from "./record-event.ts"

const ours = opened({ by: "provider" })
const shown: Happening = { kind: "shown_to_client" }
const actionable: Happening = { kind: "actionable" }
const claimed = (by: "provider_human" | "automation"): Happening => ({ kind: "acknowledged", by })

describe.each<readonly [SlaMetric, readonly (readonly [string, Lines, readonly string[]])[]]>([
  [
    "acknowledge",
    [
      ["not before it is actionable", [["10:00", ours]], []],
      [
        "by a person",
        [
          ["10:00", ours],
          ["10:10", actionable],
          ["10:30", claimed("provider_human")],
        ],
        ["met 10:10-10:30"],
      ],
      [
        "not by a rule",
        [
          ["10:00", ours],
          ["10:10", actionable],
          ["10:30", claimed("automation")],
        ],
        ["running 10:10 late"],
      ],
      [
        "not while suppressed",
        [
          ["10:00", ours],
          ["10:10", actionable],
          ["10:20", { kind: "suppressed" }],
        ],
        ["cancelled 10:10-10:20"],
      ],
      [
        "what somebody has already does not start",
        [
          ["10:00", ours],
          ["10:05", claimed("provider_human")],
          ["10:10", actionable],
        ],
        [],
      ],
      [
        "not again on a reopen",
        [
          ["10:00", ours],
          ["10:00", actionable],
          ["10:10", claimed("provider_human")],
          ["11:00", resolved],
          ["12:00", reopened],
        ],
        ["met 10:00-10:10"],
      ],
      [
        "no hold pauses it",
        [
          ["10:00", ours],
          ["10:00", actionable],
          ["10:10", waiting],
          ["11:30", claimed("provider_human")],
        ],
        ["missed 10:00-11:30"],
      ],
    ],
  ],
  [
    "first_response",
    [
      [
        "from the client's report",
        [
          ["10:00", opened()],
          ["10:40", reply],
        ],
        ["met 10:00-10:40"],
      ],
      [
        "from when the client sees it",
        [
          ["10:00", ours],
          ["10:20", shown],
          ["10:40", reply],
        ],
        ["met 10:20-10:40"],
      ],
      ["nothing the client does not see", [["10:00", ours]], []],
      [
        "none is owed on what is resolved, and what comes back is answered from then on",
        [
          ["10:00", opened()],
          ["10:20", resolved],
          ["11:00", reopened],
          ["11:10", reply],
        ],
        ["cancelled 10:00-10:20", "met 11:00-11:10"],
      ],
      [
        "the text it was opened with is no response",
        [
          ["10:00", ours],
          ["10:00", shown],
          ["10:00", reply],
        ],
        ["running 10:00 late"],
      ],
      [
        "what came before it was seen is none",
        [
          ["10:00", ours],
          ["10:10", reply],
          ["10:20", shown],
          ["10:30", reply],
        ],
        ["met 10:20-10:30"],
      ],
      [
        "not again on a reopen",
        [
          ["10:00", opened()],
          ["10:10", reply],
          ["11:00", resolved],
          ["12:00", reopened],
        ],
        ["met 10:00-10:10"],
      ],
    ],
  ],
  [
    "next_response",
    [
      [
        "a cycle for each turn of the client",
        [
          ["10:00", opened()],
          ["10:05", reply],
          ["10:10", question],
          ["10:20", reply],
          ["10:30", question],
          ["10:31", question],
          ["12:00", reply],
        ],
        ["met 10:10-10:20", "missed 10:30-12:00"],
      ],
      [
        "of a question and an answer at one moment the answer counts",
        [
          ["10:00", opened()],
          ["10:05", reply],
          ["10:10", reply],
          ["10:10", question],
        ],
        [],
      ],
    ],
  ],
  [
    "periodic_update",
    [
      [
        "from the first response on, each starts the next, none after resolving",
        [
          ["10:00", opened()],
          ["10:10", reply],
          ["11:00", reply],
          ["12:30", reply],
          ["13:00", resolved],
        ],
        ["met 10:10-11:00", "missed 11:00-12:30", "cancelled 12:30-13:00"],
      ],
      [
        "waiting for the client pauses it",
        [
          ["10:00", opened()],
          ["10:10", reply],
          ["10:20", waiting],
          ["13:20", question],
          ["14:00", reply],
          ["14:10", resolved],
        ],
        ["met 10:10-14:00", "cancelled 14:00-14:10"],
      ],
      [
        "on reopening it is owed again",
        [
          ["10:00", opened()],
          ["10:10", reply],
          ["10:20", resolved],
          ["22:30", reopened],
        ],
        ["cancelled 10:10-10:20", "running 22:30"],
      ],
    ],
  ],
])("%s", (metric, cases) => {
  test.each(cases)("%s", (_name, lines, runs) => expect(told(metric, lines)).toEqual(runs))
})
