import { Link } from "react-router"
import { LocalTime } from "#app/ui/local-time.tsx"
import { Said } from "#app/ui/said.tsx"
import type { SlaLists } from "./list-page.server.ts"

/** The policies there are, and the one that holds where none is bound. */
export function PolicyList({ lists }: { readonly lists: SlaLists }) {
  const unbound = lists.clients.filter((client) => !client.now && !client.wasEnded).length
  return (
    <ul className="grid max-w-5xl gap-2" aria-label="Policies">
      {lists.policies.map((policy) => (
        <li key={policy.id} className="rounded-lg border border-line bg-surface p-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link to={`/admin/sla/policies/${policy.id}`} className="font-medium text-link hover:underline">
              <Said>{policy.name}</Said>
            </Link>
            <span className="text-xs text-text-3">
              version {policy.version} · {clientsWords(policy.clients)}
            </span>
            {policy.behind > 0 ? (
              <span className="text-xs text-s3-ink">{policy.behind} with an earlier version</span>
            ) : null}
            <span className="ml-auto flex items-baseline gap-1 text-xs text-text-3">
              {policy.retiredAt ? "retired" : "from"}{" "}
              <LocalTime at={policy.retiredAt ?? policy.effectiveFrom} />
            </span>
          </p>
          <Promises lines={policy.promises} />
        </li>
      ))}
      <li className="rounded-lg border border-dashed border-line p-3">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">The default</span>
          <span className="text-xs text-text-3">holds where nothing is bound · {clientsWords(unbound)}</span>
        </p>
        <Promises lines={lists.defaultPromise} />
      </li>
    </ul>
  )
}

function Promises({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="mt-1 grid text-sm text-text-2">
      {lines.map((line) => (
        <li key={line}>
          <Said>{line.charAt(0).toUpperCase() + line.slice(1)}</Said>
        </li>
      ))}
    </ul>
  )
}

const clientsWords = (count: number) => (count === 1 ? "1 client" : `${count} clients`)
