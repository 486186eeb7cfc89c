/** What one step of the test run counted. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** A check without tests of its own counts as one. */
export function ofExit(code: number): Tally {
  return code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }
}

/**
 * A runner's count. One that ran nothing failed, whatever it says; one that failed without a failing test (a crash, a
 * set-up) failed once.
 */
export function ofRunner(counted: Tally | null, code: number): Tally {
  if (!counted || counted.passed + counted.failed === 0) return { ...nothing, failed: 1 }
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

/** Reads the JSON report of Vitest. */
export function readVitest(report: unknown): Tally | null {
  const r = report as {
    numPassedTests?: number
    numFailedTests?: number
    numPendingTests?: number
    numTodoTests?: number
  }
  if (typeof r?.numPassedTests !== "number") return null
  return {
    passed: r.numPassedTests,
    failed: r.numFailedTests ?? 0,
    skipped: (r.numPendingTests ?? 0) + (r.numTodoTests ?? 0),
  }
}

/** Reads the JSON report of Playwright. */
export function readPlaywright(report: unknown): Tally | null {
  const stats = (
    report as { stats?: { expected?: number; unexpected?: number; flaky?: number; skipped?: number } }
  )?.stats
  if (typeof stats?.expected !== "number") return null
  return {
    passed: stats.expected,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    skipped: stats.skipped ?? 0,
  }
}

export function line(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`
}
