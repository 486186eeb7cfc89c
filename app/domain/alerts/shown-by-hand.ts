/** The flag of an alert that a person put back into the queue: nothing hides it again until it comes back anew. */
export const shownByHand = "shown-by-hand"

/** What a verdict changes on an alert that something hides: whoever takes it into their hands has it in sight. */
export const inSight = { suppressedBy: null, suppressedById: null, suppressedAt: null } as const
