import { readFileSync } from "node:fs"
import { join } from "node:path"
import { findAdapter } from "#app/domain/ingest/registry.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { differences, type Expected } from "./compare.ts"

/** What became of a set of published cases: a line for each failure, which may stand for several cases. */
export type Tally = { readonly passed: number; readonly failed: number; readonly failures: readonly string[] }

/** Runs every sample of the folder through the adapter its sub-folder is named after. */
export function runSamples(folder: string): Tally {
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Record<string, Expected>
  const files = Object.entries(expected)
  const failures = files.flatMap(([file, want]) => {
    const wrong = runSample(folder, file, want)
    return wrong.length > 0 ? [`${file}: ${wrong.join("; ")}`] : []
  })
  return { passed: files.length - failures.length, failed: failures.length, failures }
}

function runSample(folder: string, file: string, want: Expected): string[] {
  const adapterKey = file.split("/")[0] ?? ""
  if (!findAdapter(adapterKey)) return ["there is no adapter for this source"]
  try {
    const body = readFileSync(join(folder, file), "utf8")
    const contentType = file.endsWith(".json") ? "application/json" : "text/plain"
    return differences(want, normaliseDelivery({ adapterKey, contentType, body }))
  } catch (error) {
    return [`threw ${messageOf(error)}`]
  }
}

/** What went wrong, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ")
}
