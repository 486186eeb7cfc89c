import { listSessions } from "#app/auth/list-sessions.server.ts"
import { readFactorsView } from "#app/auth/factors/read.server.ts"
import { requireOwnSession } from "#app/auth/pending.server.ts"
import { inIdentity } from "#db/identity.ts"
import { readOwnAccount } from "#app/auth/account/read-own.server.ts"
import { findSession } from "#app/auth/sessions.server.ts"
import { requirePerson } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { actOnOwnAccount } from "./acts.server.ts"
import { Email } from "./email.tsx"
import { Password } from "./password.tsx"
import { Profile } from "./profile.tsx"
import { FactorsSection } from "./factors-section.tsx"
import { Sessions } from "./sessions.tsx"
import type { Route } from "./+types/me"

export const meta: Route.MetaFunction = () => [{ title: "Your account · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requirePerson(request)
    const { userId, name, email } = person
    const { user, session } = await requireOwnSession(request)
    const sessions = await listSessions(userId, session.handle)
    return {
      ...{ name, email },
      changed: new URL(request.url).searchParams.get("done") === "password",
      account: await readOwnAccount(userId),
      factors: await inIdentity((tx) => readFactorsView(tx, user)),
      sessions: sessions.map(({ createdAt, lastSeenAt, ...rest }) => ({
        ...rest,
        createdAt: createdAt.toString(),
        lastSeenAt: lastSeenAt.toString(),
      })),
      now: Date.now(),
    }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requirePerson(request)
    const found = await findSession(request)
    return found && actOnOwnAccount(request, { person, session: found.session })
  })
}

/** Everybody's own page, staff and clients alike: one section a matter, each its own component. */
export default function Me({ loaderData }: Route.ComponentProps) {
  const { name, email, account, factors, sessions, now, changed } = loaderData
  return (
    <div className="mx-auto grid max-w-3xl gap-4 px-4 py-6 text-md">
      <h1 className="text-2xl font-semibold">Your account</h1>
      {changed ? (
        <p role="status" className="rounded-md bg-done-tint px-3 py-2 text-done-ink">
          Your password is changed. You were signed out everywhere else.
        </p>
      ) : null}
      <Profile name={name} />
      <Email email={email} />
      <Password hasPassword={account.hasPassword} least={account.leastPassword} />
      <FactorsSection view={factors} />
      <Sessions sessions={sessions} now={now} />
    </div>
  )
}
