import { Link } from "react-router"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { LocalTime } from "#app/ui/local-time.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { ClientStanding } from "./client-standings.server.ts"
import type { SlaLists } from "./list-page.server.ts"

/** What each client is promised, since when, and what is to come. */
export function ClientList({ lists }: { readonly lists: SlaLists }) {
  const newest = new Map(lists.policies.map(({ id, version }) => [id, version]))
  if (lists.clients.length === 0) return <EmptyState title="No clients yet" />
  return (
    <ul className="grid max-w-5xl gap-2" aria-label="Clients">
      {lists.clients.map((client) => (
        <li
          key={client.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-3"
        >
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-medium">
              <Said>{client.name}</Said>
            </p>
            <Holding client={client} newest={newest} />
          </div>
          {lists.mayManage ? <End client={client} /> : null}
        </li>
      ))}
    </ul>
  )
}

function Holding({
  client: { now, next, wasEnded },
  newest,
}: {
  readonly client: ClientStanding
  readonly newest: ReadonlyMap<string, number>
}) {
  const latest = now ? newest.get(now.policyId) : undefined
  return (
    <div className="text-sm text-text-2">
      {now ? (
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={`/admin/sla/policies/${now.policyId}`} className="text-link hover:underline">
            <Said>{now.name}</Said>
          </Link>
          <span className={latest && latest > now.version ? "text-s3-ink" : ""}>
            version {now.version}
            {latest && latest > now.version ? ` of ${latest}` : ""}
          </span>
          <span className="flex items-baseline gap-1 text-xs text-text-3">
            since <LocalTime at={now.since} />
          </span>
          <span className="text-xs text-text-3">
            bound by <Said>{now.boundBy}</Said>
          </span>
        </p>
      ) : (
        <p>
          {wasEnded ? "Nothing is promised: what was bound has ended." : "Nothing bound: the default holds."}
        </p>
      )}
      {next ? (
        <p className="flex flex-wrap items-baseline gap-x-1 text-xs text-text-3">
          Then <Said>{next.name}</Said> version {next.version}, from <LocalTime at={next.since} />
        </p>
      ) : null}
    </div>
  )
}

function End({ client }: { readonly client: ClientStanding }) {
  const bound = client.now ?? client.next
  if (!bound) return null
  const [policy, name] = [visibleText(bound.name), visibleText(client.name)]
  return (
    <ConfirmButton
      label="End …"
      name={`End ${policy} of ${name}`}
      title={`End ${policy} of ${name}?`}
      confirm={`End ${policy} of ${name}`}
      act="end"
      fields={{ client: client.id, policy: bound.policyId }}
    >
      From now on nothing is promised to {name} until a policy is bound again. Clocks that run by {policy} end
      without an outcome, and nobody is told of them any more. Clocks that ended stay as they are.
    </ConfirmButton>
  )
}
