import type { NewHandoff } from "#app/domain/handoffs/new-handoff.ts"

type Words = Readonly<Record<"noc" | "soc", readonly [string, ...string[]]>>

/** What the demo's analysts write to each other. */
export const notes: Words = {
  noc: [
    "Confirmed from two probes. Checking the switch it hangs on.",
    "Same host as last week; the memory leak in the exporter is known.",
    "Graph shows a step at the start of the nightly batch.",
    "Called the on-site contact, power is fine.",
  ],
  soc: [
    "Source address is a known scanner; looking for anything it reached.",
    "User confirmed the logins were not theirs. Checking other sessions.",
    "Hash is clean on two engines, sandbox run is under way.",
    "Traffic stopped after the block at the edge.",
  ],
}

/** What they write to the client. */
export const updates: Words = {
  noc: [
    "We see the interruption and are working on it. Next update within the hour.",
    "The affected service runs again on its second node. We keep watching it.",
    "The cause is found: a full log volume. We are clearing it now.",
  ],
  soc: [
    "We noticed attempts to sign in from outside and have blocked the address. No account was entered.",
    "We are examining a suspicious file on one machine. Please leave it switched on and do not use it.",
    "The connection was cut in time. Next update within two hours.",
  ],
}

export const resolutions: Words = {
  noc: [
    "Service restarted, memory back to normal.",
    "Log volume cleaned and rotation fixed.",
    "Uplink flapped because of a loose module; replaced by the site.",
    "Batch moved to a quieter hour.",
  ],
  soc: [
    "Address blocked at the edge, no sign of access.",
    "Authorised change by the administrators, confirmed by ticket.",
    "File removed and machine scanned, nothing else found.",
    "Password reset and sessions ended.",
  ],
}

/** What they ask the client before they can go on. */
export const questions: Words = {
  noc: [
    "May we restart the service now, or shall it wait for the evening?",
    "Is somebody on site who can look at the module's lights?",
  ],
  soc: [
    "Was this administrator working on the server at that time?",
    "May we lock the account until its owner has called us back?",
  ],
}

type Ask = Pick<NewHandoff, "reasonCode" | "ask" | "targets" | "approval" | "agreement">

/** What one team asks the other. */
export const asks: Readonly<Record<"noc" | "soc", readonly [Ask, ...Ask[]]>> = {
  noc: [
    {
      reasonCode: "traffic_anomaly",
      ask: "Ten times the usual traffic to one address. Is this somebody's doing?",
    },
    {
      reasonCode: "suspicious_login",
      ask: "A login on the switch that nobody of ours made. Please have a look.",
    },
  ],
  soc: [
    {
      reasonCode: "block_at_edge",
      ask: "Please block the address at the edge until we have looked at the host.",
      ...{
        targets: ["203.0.113.77"],
        approval: "pre_approved",
        agreement: "Runbook 4: addresses at the edge",
      },
    },
    { reasonCode: "patch_now", ask: "The scanner's target is unpatched. Can it be patched tonight?" },
  ],
}

/** Why an alert is an attack. */
export const verdicts = [
  "The process that made the connection is unsigned and new on the machine.",
  "The same address tried four other clients within the hour.",
] as const
