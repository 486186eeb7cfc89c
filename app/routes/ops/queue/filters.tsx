import { Form, Link } from "react-router"
import { severities } from "#app/domain/alerts/severity.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { severityCode, SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { ClientFilter } from "../client-filter.tsx"
import { changed, hiddenBy } from "./query.ts"

type Props = {
  readonly params: URLSearchParams
  readonly clients: readonly { readonly id: string; readonly code: string; readonly name: string }[]
}

/** The filter bar. It is a form and links: the URL is its state, and it works before any script has run. */
export function Filters({ params, clients }: Props) {
  const chosen = new Set((params.get("sev") ?? "").split(",").filter(Boolean))
  const kept = ["view", "sev", "discipline", "by", "candidate"].flatMap((name) =>
    params.has(name) ? [[name, params.get(name) ?? ""] as const] : [],
  )
  const isFiltered = ["sev", "client", "discipline", "q", "by", "candidate"].some((name) => params.has(name))
  return (
    <div className="flex flex-wrap items-center gap-2 border-y border-line bg-surface px-4 py-1.5">
      <div role="group" aria-label="Severity" className="flex gap-1">
        {severities.map((severity, i) => {
          const code = String(i + 1)
          const next = chosen.has(code) ? [...chosen].filter((c) => c !== code) : [...chosen, code]
          return (
            <Link
              key={severity}
              to={changed(params, { sev: next.sort().join(",") || null })}
              preventScrollReset
              aria-current={chosen.has(code) ? "true" : undefined}
              aria-label={`Severity ${severityCode(severity)}${chosen.has(code) ? ", chosen" : ""}`}
              className={chip(chosen.has(code))}
            >
              <SeverityGlyph severity={severity} />
            </Link>
          )
        })}
      </div>
      <div role="group" aria-label="Discipline" className="flex gap-1">
        {(["noc", "soc"] as const).map((discipline) => {
          const on = params.get("discipline") === discipline
          return (
            <Link
              key={discipline}
              to={changed(params, { discipline: on ? null : discipline })}
              preventScrollReset
              aria-current={on ? "true" : undefined}
              className={chip(on)}
            >
              {discipline.toUpperCase()}
            </Link>
          )
        })}
      </div>
      <Link
        to={changed(params, { candidate: params.has("candidate") ? null : "1" })}
        preventScrollReset
        aria-current={params.has("candidate") ? "true" : undefined}
        className={chip(params.has("candidate"))}
      >
        Candidates
      </Link>
      {params.get("view") === "suppressed" ? (
        <div role="group" aria-label="Hidden by" className="flex gap-1">
          {hiddenBy.map((by) => (
            <Link
              key={by}
              to={changed(params, { by: params.get("by") === by ? null : by })}
              preventScrollReset
              aria-current={params.get("by") === by ? "true" : undefined}
              className={chip(params.get("by") === by)}
            >
              {by === "rule" ? "By a rule" : "By maintenance"}
            </Link>
          ))}
        </div>
      ) : null}
      <Form method="get" className="flex items-center gap-2 max-sm:w-full">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ClientFilter clients={clients} chosen={params.get("client")} />
        <input
          id="queue-search"
          type="search"
          name="q"
          aria-label="Words in title, asset or id"
          placeholder="Search  /"
          defaultValue={params.get("q") ?? ""}
          className="tap w-48 min-w-0 rounded-md border border-control bg-surface px-2 max-sm:flex-1"
        />
        <button type="submit" className={buttonClass("quiet", "max-sm:hidden")}>
          Filter
        </button>
      </Form>
      {isFiltered ? (
        <Link
          to={changed(params, {
            sev: null,
            client: null,
            discipline: null,
            q: null,
            by: null,
            candidate: null,
          })}
          className="text-xs text-link hover:underline"
        >
          Clear filters
        </Link>
      ) : null}
    </div>
  )
}

function chip(on: boolean): string {
  return `tap inline-flex items-center rounded-full border px-2.5 text-xs ${on ? "border-accent bg-selected font-medium text-text" : "border-line text-text-2 hover:bg-hover"}`
}
