import * as z from "zod"

const days = (least: number, unlessSaid: number) =>
  z.coerce.number().int().min(least).max(3650).default(unlessSaid)

/**
 * How many days the worker keeps what is done with, by the variable that says so. The least is what the product itself
 * looks back: below it a figure on a screen would be wrong, a repeated request new, or a clear forgotten before its trigger.
 */
export const keptDays = {
  /** Places in quarantine, after each was settled. */
  KEEP_QUARANTINE_DAYS: days(1, 90),
  /** Events of shared sources nobody's map named, after each was settled. */
  KEEP_UNROUTED_DAYS: days(1, 90),
  /** What ended incidents named: suggestions compare seven days. */
  KEEP_ENTITIES_DAYS: days(8, 90),
  /** Figures by the hour, of sources and of noise. */
  KEEP_FIGURES_DAYS: days(92, 400),
  /** Idempotency keys, after their receipt. */
  KEEP_IDEMPOTENCY_DAYS: days(1, 7),
  /** Clears that came before their problem: a tool's clock is believed a day back. */
  KEEP_EARLY_CLEARS_DAYS: days(2, 7),
  /** Mails that were sent or given up. */
  KEEP_MAILS_DAYS: days(1, 90),
} as const
