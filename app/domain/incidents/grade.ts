import type { Priority } from "./priority.ts"

/** How bad an incident is: `severity` 1 critical to 5 info, `priority` 1 the most urgent. */
export type Grade = { readonly severity: number; readonly priority: Priority }

/** The worst of several; null of none. */
export function worstOf(grades: readonly Grade[]): Grade | null {
  if (grades.length === 0) return null
  return {
    severity: Math.min(...grades.map((g) => g.severity)),
    priority: Math.min(...grades.map((g) => g.priority)) as Priority,
  }
}

/**
 * An incident's grade after alerts joined or left it. A grade that came from its alerts follows them up and down; one that
 * differs from them was chosen by a person, and only worse alerts move it. Without alerts it stays.
 *
 * @param before the worst of its alerts until now
 * @param after the worst of its alerts from now on
 */
export function gradeAfter(current: Grade, before: Grade | null, after: Grade | null): Grade {
  if (!after) return current
  const follow = (now: number, was: number | undefined, next: number) =>
    now === was ? next : Math.min(now, next)
  return {
    severity: follow(current.severity, before?.severity, after.severity),
    priority: follow(current.priority, before?.priority, after.priority) as Priority,
  }
}
