/** Minutes one may look at a client's portal before a new reason is needed. */
export const viewMinutes = 30

/** Characters of a reason: enough to say which call or ticket it was. */
export const minReasonLength = 10
export const maxReasonLength = 500
