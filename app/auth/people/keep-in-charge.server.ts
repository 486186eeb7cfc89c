import { conflict } from "#app/kernel/errors.ts"
import { type PeopleTx, whoseOf } from "./person-of.server.ts"
import { countInCharge, lockInCharge } from "./store.server.ts"

/**
 * Makes a change after which somebody must still be in charge: an administrator of everything without an end date, or a
 * manager of the client. One such change at a time.
 *
 * @throws DomainError `conflict` when nobody would be
 */
export async function keepSomebodyInCharge(tx: PeopleTx, change: () => Promise<void>): Promise<void> {
  const whose = whoseOf(tx)
  await lockInCharge(tx)
  const before = await countInCharge(tx, whose)
  await change()
  if (before > 0 && (await countInCharge(tx, whose)) === 0)
    throw conflict(
      whose === "staff"
        ? "This is the last administrator of all clients. Make somebody else one first."
        : "This is the last manager. Make somebody else one first.",
    )
}
