import type { TenantId } from "#app/kernel/ids.ts"
import type { Severity } from "../alerts/severity.ts"
import type { FindingState } from "./finding.ts"

/** Which findings; what is left out does not limit. */
export type FindingFilter = {
  readonly clients?: readonly TenantId[]
  readonly severities?: readonly Severity[]
  readonly states?: readonly FindingState[]
  /** Past its deadline and neither fixed nor accepted. */
  readonly overdue?: boolean
  readonly exploitKnown?: boolean
  /** Found in title, asset or a CVE. */
  readonly text?: string
}
