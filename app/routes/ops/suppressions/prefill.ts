import type { AlertView } from "#app/domain/alerts/view.ts"
import { incidentTitle } from "#app/domain/incidents/correlation.ts"
import type { MatcherRow, MatcherRows } from "#app/domain/matching/matcher-rows.ts"

/**
 * A rule that somebody may want who is looking at an alert: more of the same, at the same place, from the same tool.
 *
 * @param isWhole wherever it is: what is looked at is everything the tool's rule reports
 */
export function prefillFrom(
  alert: AlertView,
  isWhole = false,
): { readonly name: string; readonly rows: MatcherRows } {
  const is = (field: MatcherRow["field"], value: string): MatcherRow => ({
    ...{ field, name: "", op: "is", values: [value], foldCase: true },
  })
  const asset = isWhole ? null : alert.asset
  return {
    name: incidentTitle(alert.title, asset ? [asset] : []).slice(0, 200),
    rows: {
      mode: "all",
      rows: [
        alert.rule ? is("rule", alert.rule) : is("title", alert.title.slice(0, 500)),
        ...(asset ? [is("asset", asset.slice(0, 500))] : []),
        is("source", alert.source.id),
      ],
    },
  }
}
