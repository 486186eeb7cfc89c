/** What one kind of work meets at the desk. Loads are in erlangs: arrivals in an hour times hours of handling each. */
export type Queue = {
  /** Of everything the people do. */
  readonly load: number
  /** Of what is taken before this kind ... */
  readonly ahead: number
  /** ... and of that and this kind together. */
  readonly upTo: number
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

/**
 * The share of this kind of work that somebody takes within the wait, 0 to 1. Nobody drops what he is at; whoever gets free
 * takes the most urgent. With one kind alone this is the service level of Erlang C. With several it is exact for the most
 * urgent; for the others the mean wait is that of A. Cobham, "Priority Assignment in Waiting Line Problems", Operations
 * Research 2 (1954), and its spread is taken to be that of the first.
 */
export function takenInTime(people: number, queue: Queue): number {
  const { load, ahead, upTo, handlingSeconds, waitSeconds } = queue
  const waits = waitProbability(people, load)
  if (waits === 0) return 1
  if (people <= load) return 0
  if (waitSeconds === Number.POSITIVE_INFINITY) return 1
  const leaving = ((people - ahead) * (people - upTo)) / people
  return 1 - waits * Math.exp((-leaving * waitSeconds) / handlingSeconds)
}

/**
 * The fewest people with whom at least this share of the work is taken within the wait; none for no load.
 *
 * @param share above 0 and below 1
 */
export function peopleNeeded(queue: Queue, share: number): number {
  let people = Math.floor(Math.max(0, queue.load))
  while (takenInTime(people, queue) < share) people++
  return people
}
