import { falsePositiveRateOf, type RuleNoise } from "./noise.ts"

/** What could be changed about a rule, and what that would spare. */
export type Proposal = {
  readonly kind: "suppress" | "recipe" | "threshold" | "delay" | "stale"
  /** What was seen. */
  readonly why: string
  /** What to do about it. */
  readonly what: string
  /** Alerts fewer in a period like this one. */
  readonly saves: number
}

/** Below this many alerts a share says little. */
const enough = 5

/**
 * The change that would spare the most, from what a rule's alerts came to; null where nothing stands out. Proposals are
 * made from outcomes people gave (false positives) before those the portal saw by itself.
 */
export function proposeTuning(rule: RuleNoise): Proposal | null {
  const proposals = [
    suppressing(rule),
    choosingFields(rule),
    raisingThreshold(rule),
    waitingLonger(rule),
    endingStale(rule),
  ]
  return proposals.reduce<Proposal | null>(
    (best, next) => (next && next.saves > (best?.saves ?? 0) ? next : best),
    null,
  )
}

/** The rules worth talking about, those that spare most first. */
export function topProposals(
  rules: readonly RuleNoise[],
  most = 10,
): readonly { readonly rule: RuleNoise; readonly proposal: Proposal }[] {
  return rules
    .flatMap((rule) => {
      const proposal = proposeTuning(rule)
      return proposal ? [{ rule, proposal }] : []
    })
    .sort((a, b) => b.proposal.saves - a.proposal.saves || a.rule.newest.localeCompare(b.rule.newest))
    .slice(0, most)
}

function suppressing(rule: RuleNoise): Proposal | null {
  const rate = falsePositiveRateOf(rule)
  if (rate === null || rate < 0.5 || rule.closed < enough) return null
  return {
    kind: "suppress",
    why: `${rule.falsePositives} of ${rule.closed} closed alerts were no problem.`,
    what: "Suppress what was harmless, with an end date, or correct the rule in the tool.",
    saves: Math.round((rule.alerts - rule.suppressed) * rate),
  }
}

function choosingFields(rule: RuleNoise): Proposal | null {
  if (rule.assets === 0 || rule.alerts < 2 * enough || rule.alerts / rule.assets < 4) return null
  return {
    kind: "recipe",
    why: `${rule.alerts} alerts about ${rule.assets === 1 ? "one asset" : `${rule.assets} assets`}: its fingerprint takes repeats for new problems.`,
    what: "Leave out of the source's fingerprint what differs each time.",
    saves: rule.alerts - rule.assets,
  }
}

function raisingThreshold(rule: RuleNoise): Proposal | null {
  if (rule.overflows === 0) return null
  return {
    kind: "threshold",
    why: `It raised ${rule.overflows === 1 ? "a storm" : `${rule.overflows} storms`} above the source's limit.`,
    what: "Raise the rule's threshold in the tool, or group there what it reports one by one.",
    saves: rule.alerts - rule.incidents - rule.overflows,
  }
}

function waitingLonger(rule: RuleNoise): Proposal | null {
  if (rule.closed < enough || rule.autoCleared / rule.closed < 0.6) return null
  return {
    kind: "delay",
    why: `${rule.autoCleared} of ${rule.closed} closed alerts cleared by themselves before anybody had to act.`,
    what: "Let the tool wait longer before it reports.",
    saves: rule.autoCleared,
  }
}

function endingStale(rule: RuleNoise): Proposal | null {
  if (rule.closed < enough || rule.stale / rule.closed < 0.5) return null
  return {
    kind: "stale",
    why: `${rule.stale} of ${rule.closed} closed alerts went stale: the tool never said that they were over.`,
    what: "Let the tool report when a problem ends, or report it only once.",
    saves: rule.stale,
  }
}
