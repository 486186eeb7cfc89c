import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { type Person, type Standing, standingOf } from "./standing.ts"

/** Whose addresses are inside the domains, whether the provider knows them, and who waits to be allowed. */
export function People({
  people,
  domains,
}: {
  readonly people: readonly Person[]
  readonly domains: readonly string[]
}) {
  const busy = useNavigation().state !== "idle"
  const waiting = people.filter((one) => standingOf(one) === "waits").length
  return (
    <section aria-labelledby="people" className="grid max-w-4xl gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="people" className="text-lg font-semibold">
          People
        </h2>
        <span className="tnum text-sm text-text-3">{people.length}</span>
        {waiting > 1 ? (
          <Form method="post" className="ml-auto">
            <Button type="submit" name="act" value="allow-all" disabled={busy}>
              Allow all {waiting}
            </Button>
          </Form>
        ) : null}
      </div>
      {people.length === 0 ? (
        <p className="text-text-2">
          Nobody of this organisation has an address at {domains.join(" or ")} yet. Whoever is invited there
          is linked at the first sign-in.
        </p>
      ) : (
        <ul className="grid">
          {people.map((one) => (
            <li
              key={one.id}
              className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 text-sm"
            >
              <span className="min-w-48 flex-1 [overflow-wrap:anywhere]">
                <span className="font-medium">{one.name}</span>{" "}
                <span className="text-text-2">{one.email}</span>
              </span>
              <span className="text-text-2">{words[standingOf(one)]}</span>
              <PersonDeed person={one} busy={busy} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const words = {
  linked: "Signs in through it",
  waits: "Has a password or passkey: allow the link",
  allowed: "Is linked at the next sign-in",
  new: "Is linked at the first sign-in",
} as const satisfies Record<Standing, string>

function PersonDeed({ person, busy }: { readonly person: Person; readonly busy: boolean }) {
  const standing = standingOf(person)
  if (standing !== "linked" && standing !== "waits") return null
  const act = standing === "linked" ? "unlink" : "allow"
  return (
    <Form method="post">
      <input type="hidden" name="userId" value={person.id} />
      <Button
        type="submit"
        name="act"
        value={act}
        disabled={busy}
        aria-label={act === "unlink" ? `Unlink ${person.name}` : `Allow the link of ${person.name}`}
      >
        {act === "unlink" ? "Unlink" : "Allow"}
      </Button>
    </Form>
  )
}
