import { readFactorsView } from "#app/auth/factors/read.server.ts"
import { requireOwnSession } from "#app/auth/pending.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { inIdentity } from "#db/identity.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { FactorsSection } from "./factors-section.tsx"
import type { Route } from "./+types/me"

export const meta: Route.MetaFunction = () => [{ title: "Your account · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const { user } = await requireOwnSession(request)
    return { factors: await inIdentity((tx) => readFactorsView(tx, user)) }
  })
}

export default function Me({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageHeader title="Your account" />
      <div className="grid max-w-3xl gap-6 px-4 pb-6">
        <FactorsSection view={loaderData.factors} />
      </div>
    </>
  )
}
