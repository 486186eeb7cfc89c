import type { CanonicalEvent } from "./adapter.ts"
import type { ValueMap } from "./value-map.ts"

/** States of alerts and incidents in the products of Microsoft. In progress is still the case. */
export const microsoftStates: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    new: "firing",
    newalert: "firing",
    active: "firing",
    inprogress: "firing",
    "in progress": "firing",
    awaitingaction: "firing",
    unknown: "firing",
    unspecified: "firing",
    unknownfuturevalue: "firing",
    resolved: "resolved",
    closed: "resolved",
    dismissed: "resolved",
    // Merged into another one, which goes on.
    redirected: "resolved",
    // Risks of identities.
    atrisk: "firing",
    confirmedcompromised: "firing",
    remediated: "resolved",
    confirmedsafe: "resolved",
    none: "resolved",
  },
  otherwise: "firing",
}
