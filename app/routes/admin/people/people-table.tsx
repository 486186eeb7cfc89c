import { Link } from "react-router"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import type { PersonRow } from "./row.ts"

/** People as a table; on a phone each is a card of two lines or three. */
export function PeopleTable({
  people,
  now,
  withClient,
}: {
  readonly people: readonly PersonRow[]
  readonly now: number
  readonly withClient: boolean
}) {
  const head = [
    "Name",
    "Address",
    ...(withClient ? ["Client"] : []),
    withClient ? "Role" : "Roles",
    "Second factor",
    "Last seen",
    "Sessions",
    "State",
  ]
  return (
    <div className="overflow-x-auto px-4">
      <table className="w-full text-sm">
        <thead className="max-md:sr-only">
          <tr className="h-10 border-b border-line text-left text-xs text-text-3">
            {head.map((name) => (
              <th key={name} scope="col" className="pr-4 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr
              key={person.id}
              className="border-b border-line hover:bg-hover max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:py-2 md:h-10 md:[&>td]:py-1.5 md:[&>td]:pr-4"
            >
              <td className="max-md:w-full">
                <Link to={`/admin/people/${person.id}`} className="font-medium text-link hover:underline">
                  {person.name}
                </Link>
                {person.hints.map((hint) => (
                  <span key={hint} className="ml-2 rounded-full bg-s3-tint px-2 text-2xs text-s3-ink">
                    {hint}
                  </span>
                ))}
              </td>
              <td className="text-text-2 [overflow-wrap:anywhere] max-md:w-full">{person.email}</td>
              {withClient ? <td>{person.client}</td> : null}
              <td className="md:max-w-72">
                {person.roles.length === 0 ? (
                  <span className="text-text-3">no grant</span>
                ) : (
                  person.roles.join("; ")
                )}
              </td>
              <td className={person.factors === "none" ? "text-s2-ink" : ""}>
                <span className="md:sr-only">second factor: </span>
                {person.factors}
              </td>
              <td className="text-text-2">
                <span className="md:sr-only">seen </span>
                {person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} renderedAt={now} /> : "never"}
              </td>
              <td className="tnum text-text-2">
                {person.sessions}
                <span className="md:sr-only"> {person.sessions === 1 ? "session" : "sessions"}</span>
              </td>
              <td className={person.state === "disabled" ? "text-s1-ink" : "text-text-2"}>{person.state}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
