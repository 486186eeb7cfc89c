/**
 * A vendor's words and ours: data with a version, and an explicit answer for words it does not know. A word that hits the
 * default is reported, so that a new one is noticed.
 */
export type ValueMap<T> = {
  readonly version: number
  readonly values: Readonly<Record<string, T>>
  readonly otherwise: T
}

export type Mapped<T> = {
  readonly value: T
  /** `field:default(word)` where the word was unknown; empty otherwise. */
  readonly partial: readonly string[]
}

/** Looks a word up without regard to case. No word at all is the default without a remark. */
export function mapValue<T>(map: ValueMap<T>, field: string, word: string | null): Mapped<T> {
  if (word === null) return { value: map.otherwise, partial: [] }
  const key = word.toLowerCase()
  const known = Object.hasOwn(map.values, key) ? map.values[key] : undefined
  if (known !== undefined) return { value: known, partial: [] }
  return { value: map.otherwise, partial: [`${field}:default(${word.slice(0, 40)})`] }
}
