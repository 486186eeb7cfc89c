/**
 * A vendor's words and ours: data with a version, and an explicit answer for words it does not know. A word that hits the
 * default is reported, so that a new one is noticed.
 */
export type ValueMap<T> = {
  readonly version: number
  /** By lower-case word. */
  readonly values: Readonly<Record<string, T>>
  readonly otherwise: T
}

/** The same for a vendor's scale of numbers: each step holds from its number up, the highest first. */
export type ScoreMap<T> = {
  readonly version: number
  readonly steps: readonly (readonly [from: number, value: T])[]
  readonly otherwise: T
}

export type Mapped<T> = {
  readonly value: T
  /** The tool's own word, as sent; null when it gave none. */
  readonly word: string | null
  /** `field:default(word)` where the word was unknown; empty otherwise. */
  readonly partial: readonly string[]
}

/** Looks a word up without regard to case. No word at all is the default without a remark. */
export function mapValue<T>(map: ValueMap<T>, field: string, word: string | null): Mapped<T> {
  const key = word?.toLowerCase() ?? ""
  return mapped(map.otherwise, field, word, Object.hasOwn(map.values, key) ? map.values[key] : undefined)
}

/** Finds the step a number stands on. No number at all is the default without a remark. */
export function mapScore<T>(map: ScoreMap<T>, field: string, word: string | null): Mapped<T> {
  const score = word === null ? Number.NaN : Number(word)
  return mapped(map.otherwise, field, word, map.steps.find(([from]) => score >= from)?.[1])
}

function mapped<T>(otherwise: T, field: string, word: string | null, known: T | undefined): Mapped<T> {
  if (known !== undefined) return { value: known, word, partial: [] }
  return {
    value: otherwise,
    word,
    partial: word === null ? [] : [`${field}:default(${word.slice(0, 40)})`],
  }
}
