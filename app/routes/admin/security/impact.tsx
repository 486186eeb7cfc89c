/** Whom a change of the policy would touch, by name. */
export type ImpactRow = {
  readonly signedOut: readonly string[]
  readonly withoutFactor: readonly string[]
}

const shown = 10

/** Said before anything is saved. */
export function Impact({ signedOut, withoutFactor }: ImpactRow) {
  if (signedOut.length === 0 && withoutFactor.length === 0)
    return (
      <p role="status" className="rounded-md bg-done-tint px-3 py-2 text-done-ink">
        Nobody is signed out by this, and nobody is locked out.
      </p>
    )
  return (
    <div role="status" className="grid gap-1 rounded-md bg-s3-tint px-3 py-2 text-s3-ink">
      {signedOut.length > 0 ? (
        <p>
          {people(signedOut.length)} signed out at once: {listed(signedOut)}.
        </p>
      ) : null}
      {withoutFactor.length > 0 ? (
        <p>
          {withoutFactor.length === 1 ? "1 person has" : `${withoutFactor.length} people have`} no second
          factor: {listed(withoutFactor)}. Nothing opens for them before they have set one up.
        </p>
      ) : null}
    </div>
  )
}

const people = (count: number) => (count === 1 ? "1 person is" : `${count} people are`)

function listed(names: readonly string[]): string {
  const rest = names.length - shown
  return names.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "")
}
