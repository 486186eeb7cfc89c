import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  everything,
  type Lines,
  opened,
  question,
  reopened,
  reply,
  resolved,
  told,
} from "#tests/support/sla-story.ts"
import type { SlaMetric } from "./metric.ts"
import type { Happening } from "./record-event.ts"

const attack: Lines = [
  ["10:00", opened({ flavour: "security", team: "soc" })],
  ["10:10", { kind: "confirmed", verdict: "malicious" }],
]
const outage: Lines = [
  ["10:00", opened()],
  ["10:00", { kind: "impact", services: ["web"], since: instant("2026-03-02T10:00Z") }],
]
const contained: Happening = { kind: "contained", how: "verified" }
const back: Happening = { kind: "service_back", service: "web", as: "operational" }
const lower: Happening = { kind: "priority_set", priority: 4 }

/** Every metric has an hour round the clock. */
describe("2.9.2 2.9.9 what waits when an incident is resolved", () => {
  test.each<readonly [string, SlaMetric, Lines, readonly string[]]>([
    [
      "a question is still owed its answer",
      "next_response",
      [
        ["10:00", opened()],
        ["10:10", reply],
        ["10:20", question],
        ["10:30", resolved],
        ["11:00", reply],
      ],
      ["met 10:20-11:00"],
    ],
    [
      "and is late without one",
      "next_response",
      [
        ["10:00", opened()],
        ["10:10", reply],
        ["10:20", question],
        ["10:30", resolved],
        ["11:30", reply],
      ],
      ["missed 10:20-11:30"],
    ],
    [
      "what is asked afterwards is owed one as well",
      "next_response",
      [
        ["10:00", opened()],
        ["10:10", reply],
        ["10:30", resolved],
        ["11:00", question],
        ["11:30", reply],
      ],
      ["met 11:00-11:30"],
    ],
    [
      "closing ends the wait",
      "next_response",
      [
        ["10:00", opened()],
        ["10:10", reply],
        ["10:20", question],
        ["10:30", { kind: "closed" }],
      ],
      ["cancelled 10:20-10:30"],
    ],
    [
      "a containment nobody noted is neither kept nor late",
      "contain",
      [...attack, ["10:30", resolved]],
      ["cancelled 10:10-10:30"],
    ],
    [
      "one that was late by then stays late",
      "contain",
      [...attack, ["11:30", resolved]],
      ["cancelled 10:10-11:30 late"],
    ],
    [
      "reopened, it goes on with what had elapsed",
      "contain",
      [...attack, ["10:30", resolved], ["14:00", reopened], ["14:39", contained]],
      ["met 10:10-14:39"],
    ],
    [
      "and no resolution gives it a target anew",
      "contain",
      [...attack, ["10:30", resolved], ["14:00", reopened], ["14:41", contained]],
      ["missed 10:10-14:41"],
    ],
    [
      "contained meanwhile, it does not go on",
      "contain",
      [...attack, ["10:30", resolved], ["11:00", contained], ["14:00", reopened]],
      ["cancelled 10:10-10:30"],
    ],
    [
      "downgraded meanwhile, it does not either",
      "contain",
      [
        ...attack,
        ["10:30", resolved],
        ["11:00", { kind: "confirmed", verdict: "downgraded" }],
        ["14:00", reopened],
      ],
      ["cancelled 10:10-10:30"],
    ],
    [
      "a service nobody noted as back is neither kept nor late",
      "restore",
      [...outage, ["10:30", resolved]],
      ["cancelled 10:00-10:30"],
    ],
    [
      "resolved twice, it goes on twice",
      "restore",
      [
        ...outage,
        ["10:20", resolved],
        ["11:00", reopened],
        ["11:20", resolved],
        ["12:00", reopened],
        ["12:19", back],
      ],
      ["met 10:00-12:19"],
    ],
    [
      "it goes on by the priority of then",
      "restore",
      [...outage, ["10:20", resolved], ["10:30", lower], ["11:00", reopened]],
      ["none 10:00"],
    ],
    [
      "the last service back while resolving is a kept promise",
      "restore",
      [...outage, ["10:30", back], ["10:30", resolved]],
      ["met 10:00-10:30"],
    ],
  ])("%s (%s)", (_name, metric, lines, runs) => expect(told(metric, lines, everything())).toEqual(runs))
})
