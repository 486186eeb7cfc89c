import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

/** A request and its answer; status 0 where there was none. */
export type Line = {
  readonly client: string
  readonly key: string
  readonly status: number
  readonly at: number
}

/**
 * What was sent and how it was answered, kept outside the system under test: a file that is written before the sender goes
 * on, so that no fault of the system and none of the test can take a line back.
 */
export function newLedger() {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-ledger-"))
  const file = join(folder, "ledger.ndjson")
  appendFileSync(file, "")
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const lines = () =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
  return {
    note: (line: Omit<Line, "at">) =>
      appendFileSync(file, `${JSON.stringify({ ...line, at: Date.now() })}\n`),
    lines,
    /** Keys of a client that were answered with 202. */
    accepted: (client: string) =>
      new Set(lines().flatMap((line) => (line.client === client && line.status === 202 ? [line.key] : []))),
    /** Every key of a client that was ever sent. */
    sent: (client: string) => new Set(lines().flatMap((line) => (line.client === client ? [line.key] : []))),
  }
}
export type Ledger = ReturnType<typeof newLedger>
