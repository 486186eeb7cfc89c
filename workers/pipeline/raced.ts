/** Another writer changed the same alert, incident, finding or count between our look and our write: the batch is done over. */
export class RacedWithAnotherWorker extends Error {}

/** @throws RacedWithAnotherWorker when fewer rows were added than meant: another worker had added one a moment before */
export async function unlessRaced(adding: Promise<number>, meant: number): Promise<void> {
  if ((await adding) !== meant) throw new RacedWithAnotherWorker()
}

/**
 * Waits for statements of one transaction that were sent together. Of several failures it throws the one that made the
 * others: a lost race, whose missing row the next statements trip over, else whatever came before "the transaction is aborted".
 */
export async function allWritten(writing: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(writing)
  const failures = settled.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []))
  if (failures.length === 0) return
  const raced = failures.find((failure) => failure instanceof RacedWithAnotherWorker)
  throw raced ?? failures.find((failure) => !followsAnother(failure)) ?? failures[0]
}

/** `in_failed_sql_transaction`, as Postgres or as drizzle around it says it. */
function followsAnother(failure: unknown): boolean {
  const inner = failure instanceof Error && failure.cause ? failure.cause : failure
  return typeof inner === "object" && inner !== null && "code" in inner && inner.code === "25P02"
}
