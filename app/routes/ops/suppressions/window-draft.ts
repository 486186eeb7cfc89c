/** A maintenance window as the form holds it: what was typed, right or not. Times are local to `timeZone`. */
export type WindowDraft = {
  readonly title: string
  readonly reason: string
  readonly timeZone: string
  /** `2026-03-29T22:00`. */
  readonly startsAt: string
  readonly endsAt: string
  /** `once`, `day`, `week` or `month`. */
  readonly every: string
  /** `22:00`. */
  readonly start: string
  readonly minutes: string
  readonly weekdays: readonly string[]
  readonly day: string
  /** `client`, `services`, `assets` or `matcher`. */
  readonly scope: string
  readonly services: readonly string[]
  readonly assets: readonly string[]
}
