/** The flag of an alert that a person put back into the queue: nothing hides it again until it comes back anew. */
export const shownByHand = "shown-by-hand"
