/** Work of one kind that comes to people on duty. Load is in erlangs: arrivals in an hour times hours of handling each. */
export type Queue = {
  readonly load: number
  readonly handlingSeconds: number
  /** How long one may wait until somebody takes it; infinite where nothing is promised. */
  readonly waitSeconds: number
}

/**
 * The probability that who comes has to wait for somebody to be free: Erlang's second formula (C), for a steady stream
 * without order, one queue and nobody who gives up.
 *
 * A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone
 * Exchanges" (1917); in this form, over his first formula (B), in R. B. Cooper, "Introduction to Queueing Theory" (1981),
 * section 3.4. The recursion over B keeps factorials out.
 *
 * @returns 1 where the load is as much as the people can do, or more: the queue only grows
 */
export function waitProbability(people: number, load: number): number {
  if (load <= 0) return 0
  if (people <= load) return 1
  let blocked = 1
  for (let n = 1; n <= people; n++) blocked = (load * blocked) / (n + load * blocked)
  return (people * blocked) / (people - load * (1 - blocked))
}

/** The share of what comes that somebody takes within the wait, 0 to 1. */
export function takenInTime(people: number, { load, handlingSeconds, waitSeconds }: Queue): number {
  const waits = waitProbability(people, load)
  if (waits === 0) return 1
  if (people <= load) return 0
  if (waitSeconds === Number.POSITIVE_INFINITY) return 1
  return 1 - waits * Math.exp((-(people - load) * waitSeconds) / handlingSeconds)
}

/**
 * The fewest people with whom at least this share of what comes is taken within the wait; none for no load.
 *
 * @param share above 0 and below 1
 */
export function peopleNeeded(queue: Queue, share: number): number {
  let people = Math.floor(Math.max(0, queue.load))
  while (takenInTime(people, queue) < share) people++
  return people
}
