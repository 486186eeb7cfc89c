import { Form, Link, useSearchParams } from "react-router"
import { severities } from "#app/domain/alerts/severity.ts"
import { findingStates, findingStateWords } from "#app/domain/findings/finding.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { ClientFilter } from "../client-filter.tsx"
import { changed } from "../queue/query.ts"

const filters = ["sev", "client", "state", "overdue", "exploited", "q"] as const
const box = "tap rounded-md border border-control bg-surface px-2"

/** The filter bar: a form whose state is the URL, so that it works before any script has run. */
export function Filters({
  clients,
}: {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
}) {
  const [params] = useSearchParams()
  return (
    <Form
      method="get"
      // A cleared filter starts with empty fields.
      key={params.toString()}
      className="flex flex-wrap items-center gap-2 border-y border-line bg-surface px-4 py-1.5"
    >
      <ClientFilter clients={clients} chosen={params.get("client")} />
      <select name="state" aria-label="State" defaultValue={params.get("state") ?? ""} className={box}>
        <option value="">Still there</option>
        {findingStates.map((state) => (
          <option key={state} value={state}>
            {findingStateWords[state]}
          </option>
        ))}
        <option value="all">All states</option>
      </select>
      <select name="sev" aria-label="Severity" defaultValue={params.get("sev") ?? ""} className={box}>
        <option value="">All severities</option>
        {severities.map((severity, i) => (
          <option key={severity} value={i + 1}>
            S{i + 1} {severity}
          </option>
        ))}
      </select>
      <Tick name="overdue" label="Overdue" on={params.has("overdue")} />
      <Tick name="exploited" label="Exploit known" on={params.has("exploited")} />
      <input
        type="search"
        name="q"
        aria-label="Words in title or asset, or a CVE"
        placeholder="Search"
        defaultValue={params.get("q") ?? ""}
        className={`${box} w-44 min-w-0 max-sm:w-full`}
      />
      <button type="submit" className={buttonClass()}>
        Filter
      </button>
      {filters.some((name) => params.has(name)) ? (
        <Link
          to={changed(params, Object.fromEntries(filters.map((name) => [name, null])))}
          className="tap inline-flex items-center text-sm text-link hover:underline"
        >
          Clear filters
        </Link>
      ) : null}
    </Form>
  )
}

function Tick({ name, label, on }: { readonly name: string; readonly label: string; readonly on: boolean }) {
  return (
    <label className="tap inline-flex items-center gap-1.5 text-sm">
      <input type="checkbox" name={name} value="1" defaultChecked={on} /> {label}
    </label>
  )
}
