import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { percent } from "./percent.ts"
import type { RuleRow } from "./row.ts"

/** Every rule with what its alerts came to, the loudest first. */
export function RulesTable({
  rules,
  withClient,
  suppressing,
}: {
  readonly rules: readonly RuleRow[]
  /** Where a rule is suppressed, by its key; left out for whoever may not. */
  readonly suppressing?: Readonly<Record<string, string>>
  readonly withClient: boolean
}) {
  const names = ["Alerts", "Sightings", "Incidents", "False positives", "Stale", "Storms", "Suppressed"]
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Rules">
      <table className="w-full text-sm">
        <thead>
          <tr className="h-9 border-b border-line text-left text-xs text-text-3">
            {withClient ? (
              <th scope="col" className="pr-4 font-medium max-md:hidden">
                Client
              </th>
            ) : null}
            <th scope="col" className="pr-4 font-medium">
              Rule
            </th>
            <th scope="col" className="pr-4 font-medium max-md:hidden">
              Source
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="pl-4 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.key} className="h-9 border-b border-line hover:bg-hover">
              {withClient ? (
                <td className="pr-4 max-md:hidden">
                  <Said>{rule.client}</Said>
                </td>
              ) : null}
              <th scope="row" className="max-w-96 min-w-48 py-1 pr-4 text-left font-medium">
                <span className="line-clamp-2">
                  <Said>{rule.title}</Said>
                </span>
                <span className="block text-xs font-normal text-text-3">
                  {rule.rule === null ? "no rule's name" : <Said>{rule.rule}</Said>}
                  {suppressing?.[rule.key] ? (
                    <>
                      {" · "}
                      <Link
                        to={suppressing[rule.key] ?? ""}
                        aria-label={`Create suppression for ${visibleText(rule.title)}`}
                        className="text-link underline print:hidden"
                      >
                        suppress
                      </Link>
                    </>
                  ) : null}
                  <span className="md:hidden">
                    {" · "}
                    {withClient ? (
                      <>
                        <Said>{rule.client}</Said>
                        {", "}
                      </>
                    ) : null}
                    <Said>{rule.source}</Said>
                  </span>
                </span>
              </th>
              <td className="max-w-60 pr-4 text-text-2 max-md:hidden">
                <Said>{rule.source}</Said>
              </td>
              {[rule.alerts, rule.sightings, rule.incidents].map((n, i) => (
                <td key={i} className="tnum pl-4 text-right">
                  {n.toLocaleString("en")}
                </td>
              ))}
              <td className="tnum pl-4 text-right whitespace-nowrap">{percent(rule.falsePositiveRate)}</td>
              {[rule.stale, rule.overflows, rule.suppressed].map((n, i) => (
                <td key={i} className="tnum pl-4 text-right">
                  {n.toLocaleString("en")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
