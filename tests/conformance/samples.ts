import { readFileSync } from "node:fs"
import { join } from "node:path"
import { findAdapter } from "#app/domain/ingest/registry.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { differences, type Expected } from "./compare.ts"
import type { Tally } from "./run.ts"

/** Runs every sample of the folder through the adapter its sub-folder is named after. */
export function runSamples(folder: string): Tally {
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Record<string, Expected>
  const failures: string[] = []
  for (const [file, want] of Object.entries(expected)) {
    const wrong = runSample(folder, file, want)
    if (wrong.length > 0) failures.push(`${file}: ${wrong.join("; ")}`)
  }
  return { passed: Object.keys(expected).length - failures.length, failures }
}

function runSample(folder: string, file: string, want: Expected): string[] {
  const adapterKey = file.split("/")[0] ?? ""
  if (!findAdapter(adapterKey)) return ["there is no adapter for this source"]
  try {
    const body = readFileSync(join(folder, file), "utf8")
    const contentType = file.endsWith(".json") ? "application/json" : "text/plain"
    return differences(want, normaliseDelivery({ adapterKey, contentType, body }))
  } catch (error) {
    return [`threw ${error instanceof Error ? error.message : String(error)}`]
  }
}
