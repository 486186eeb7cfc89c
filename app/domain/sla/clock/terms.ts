import { instant } from "#app/kernel/time.ts"
import { instantOf, type Micros } from "../calendar/micros.ts"
import { inForce } from "../calendar/version.ts"
import { type Facts, isDeactivated } from "./facts.ts"
import { type Policy, policy } from "./policy.ts"

const nothingPromised = policy("none", [], instant("1970-01-01T00:00Z"))

/** The policy by which what starts at a moment goes; one that promises nothing where none is in force or it was ended. */
export function termsAt(versions: readonly Policy[], facts: Facts, at: Micros): Policy {
  const known = facts.applied ? [...versions, facts.applied] : versions
  const found = inForce(known, instantOf(at))
  return found && !isDeactivated(facts, found) ? found : nothingPromised
}
