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
