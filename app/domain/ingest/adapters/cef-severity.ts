import type { Severity } from "../../alerts/severity.ts"
import type { Cef } from "../cef.ts"
import { type Mapped, mapScore, mapValue, type ScoreMap, type ValueMap } from "../value-map.ts"

/** The bands of the standard: Low, Medium, High, Very-High. */
const scores: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [9, "critical"],
    [7, "high"],
    [4, "medium"],
    [0, "low"],
  ],
  otherwise: "medium",
}

const words: ValueMap<Severity> = {
  version: 1,
  values: {
    "very-high": "critical",
    "very high": "critical",
    critical: "critical",
    high: "high",
    major: "high",
    medium: "medium",
    moderate: "medium",
    minor: "low",
    low: "low",
    informational: "info",
    info: "info",
    unknown: "medium",
  },
  otherwise: "medium",
}

/** PAN-OS writes its own five steps in the place of CEF's eleven. */
const panOs: ValueMap<Severity> = {
  version: 1,
  values: { "1": "info", "2": "low", "3": "medium", "4": "high", "5": "critical" },
  otherwise: "medium",
}

export function cefSeverity({ deviceVendor, deviceProduct, severity, extensions }: Cef): Mapped<Severity> {
  const isPanOs = deviceVendor.toLowerCase() === "palo alto networks" && !/cortex xdr/i.test(deviceProduct)
  const own = isPanOs ? extensions["PanOSSeverity"] : undefined
  if (own) return mapValue(words, "PanOSSeverity", own)
  if (severity === "") return mapValue(words, "severity", null)
  if (isPanOs) return mapValue(panOs, "severity", severity)
  return /^\d/.test(severity) ? mapScore(scores, "severity", severity) : mapValue(words, "severity", severity)
}
