import type { ApprovalClass } from "#app/domain/handoffs/containment.ts"

/** What the work on an incident waits for, for people of the provider. */
export const holdWords = {
  waiting_client: "waiting for the client",
  waiting_third_party: "waiting for a third party",
  scheduled_change: "waiting for a planned change",
  monitoring: "watching whether it holds",
} as const
export type HoldKind = keyof typeof holdWords

export const typeWords = { consult: "Consult", transfer: "Transfer", joint: "Work together" } as const

/** On whose word a containment goes ahead. @param team the one that carries it out: "NOC" */
export const approvalWords = {
  pre_approved: () => "Pre-approved by the client",
  lead: (team: string) => `A lead of the ${team}`,
  client: () => "The client",
} as const satisfies Record<ApprovalClass, (team: string) => string>

const causes: Readonly<Record<string, string>> = {
  client_replied: "the client answered",
  expired: "its day came",
  manual: "released",
}

/** A timeline entry about holds, handoffs and milestones in words; null for what is none. */
export function courseSummary(kind: string, data: Readonly<Record<string, unknown>>): string | null {
  const of = (name: string) => String(data[name] ?? "")
  const team = () => of("to").toUpperCase()
  const list = (name: string) => (Array.isArray(data[name]) ? (data[name] as unknown[]).join(", ") : "")
  const hold = holdWords[of("hold") as HoldKind] ?? of("hold")
  switch (kind) {
    case "held":
      return `put on hold: ${hold}`
    case "hold-left":
      return `hold ended (${hold}): ${causes[of("cause")] ?? of("cause")}`
    case "hold-reminded":
      return "reminded the client"
    case "reminder-mailed":
      return list("told") === ""
        ? "found nobody of the client to mail"
        : `mailed the reminder to ${list("told")}`
    case "reply":
      return "answered"
    case "confirmed":
      return "confirmed as an attack"
    case "downgraded":
      return "no attack after all"
    case "contained":
      return data["how"] === "not_needed" ? "nothing has to be contained" : "contained"
    case "restricted":
      return "marked it need to know"
    case "restriction-lifted":
      return "lifted need to know"
    case "impact":
      return `affected: ${list("services")}`
    case "restored":
      return `${data["as"] === "operational" ? "works again" : "works well enough"}: ${list("services")}`
    case "flavour-changed":
      return data["to"] === "security" ? "a security incident now" : "an availability incident now"
    case "handoff-requested":
      return `asked the ${team()}: ${of("reason")}${list("targets") === "" ? "" : ` (${list("targets")})`}`
    case "handoff-approved":
      return data["by"] === "client"
        ? `wrote down that ${of("contact")} of the client approved the containment`
        : "approved the containment"
    case "handoff-accepted":
      return `the ${team()} accepted the handoff`
    case "handoff-rejected":
      return `the ${team()} rejected the handoff`
    case "handoff-returned":
      return `the ${team()} gave it back`
    case "handoff-completed":
      return `the ${team()} is done with what was asked`
    case "level-reached":
      return levelSummary(of("clock"), of("share"), list("told"), list("skipped"))
    default:
      return null
  }
}

function levelSummary(clock: string, share: string, told: string, skipped: string): string {
  const nobody = skipped === "" ? "" : ` (there is nobody for ${skipped})`
  return `${clock} at ${share}: told ${told === "" ? "nobody" : told}${nobody}`
}
