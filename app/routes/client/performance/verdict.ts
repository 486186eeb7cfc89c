import type { Attainment } from "#app/domain/sla/clock/attainment.ts"

/** The month in a sentence: how many kinds of promise were kept without a miss that is ours, and which were not. */
export function verdict(
  targets: readonly (Pick<Attainment, "missed" | "excluded"> & { readonly name: string })[],
  month: string,
): string {
  if (targets.length === 0) return `Nothing fell due in ${month}.`
  const broken = targets.filter(({ missed, excluded }) => missed > excluded)
  if (broken.length === 0) return `We kept every promise in ${month}.`
  const misses = broken.map(({ name, missed, excluded }) => `${name} missed ${times(missed - excluded)}`)
  return `We kept ${targets.length - broken.length} of ${targets.length} promises in ${month}: ${misses.join(", ")}.`
}

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count.toLocaleString("en")} times`
}
