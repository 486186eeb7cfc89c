import { Check } from "lucide-react"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { type Permission, permissionMeaning, permissions, roleTable } from "#app/kernel/permission.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import type { Route } from "./+types/roles"

export const meta: Route.MetaFunction = () => [{ title: "Roles · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["people.read"], async () => {})
    return null
  })
}

/** The table of roles as the guards read it. */
export default function Roles() {
  return (
    <>
      <PageHeader title="Roles" />
      <p className="max-w-3xl px-4 pb-2 text-text-2">
        Somebody may do what the roles of all their grants allow where those grants cover: all clients, a
        group of clients, or one. Taking alerts and working on incidents is limited to the grant's discipline;
        reading covers both.
      </p>
      <Matrix caption="The provider's people" roles={roleTable.provider} />
      <Matrix caption="A client's people, in their own organisation" roles={roleTable.client} />
    </>
  )
}

type Table = Readonly<Record<string, readonly Permission[]>>

function Matrix({ caption, roles }: { readonly caption: string; readonly roles: Table }) {
  const names = Object.keys(roles)
  const rows = permissions.filter((permission) => names.some((name) => roles[name]?.includes(permission)))
  return (
    <div className="overflow-x-auto px-4 pb-6" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full max-w-4xl text-sm">
        <caption className="py-2 text-left font-semibold">{caption}</caption>
        <thead>
          <tr className="h-10 border-b border-line text-left text-xs text-text-3">
            <th scope="col" className="pr-4 font-medium">
              May
            </th>
            {names.map((name) => (
              <th
                key={name}
                scope="col"
                className="w-20 px-2 text-center font-medium max-md:w-12 max-md:px-0.5 max-md:text-2xs"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((permission) => (
            <tr key={permission} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {permissionMeaning[permission]}{" "}
                <code className="font-mono text-xs text-text-3">{permission}</code>
              </th>
              {names.map((name) => (
                <td key={name} className="px-2 text-center max-md:px-0.5">
                  {roles[name]?.includes(permission) ? (
                    <>
                      <Check className="mx-auto size-4 text-done-ink" aria-hidden="true" />
                      <span className="sr-only">yes</span>
                    </>
                  ) : (
                    <span className="text-text-3">
                      <span aria-hidden="true">–</span>
                      <span className="sr-only">no</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
