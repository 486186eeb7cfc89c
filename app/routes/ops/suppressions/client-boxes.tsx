import { visibleText } from "#app/ui/visible-text.ts"

/** One client, where an alert says whose; else boxes to tick. */
export function ClientBoxes({
  clients,
  chosen,
  error,
  isOne,
}: {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly error: string | undefined
  readonly isOne: boolean
}) {
  const [only] = chosen
  if (isOne && only)
    return (
      <p>
        <input type="hidden" name="client" value={only} />
        {visibleText(clients.find(({ id }) => id === only)?.name ?? "")}
      </p>
    )
  return (
    <fieldset className="min-w-0" aria-describedby={error ? "client-problem" : "client-hint"}>
      <legend className="mb-1 text-sm font-medium">Clients</legend>
      <div className="grid max-h-56 gap-x-4 overflow-y-auto rounded-md border border-line px-2 py-1 sm:grid-cols-2 lg:grid-cols-3">
        {clients.map(({ id, name }) => (
          <label key={id} className="tap flex min-w-0 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name="client"
              value={id}
              defaultChecked={chosen.includes(id)}
              className="size-4 shrink-0"
            />
            <span className="min-w-0 truncate">{visibleText(name)}</span>
          </label>
        ))}
      </div>
      {error ? (
        <p id="client-problem" className="mt-1 text-xs text-s1-ink">
          {error}
        </p>
      ) : (
        <p id="client-hint" className="mt-1 text-xs text-text-3">
          Each chosen client gets a rule of its own.
        </p>
      )}
    </fieldset>
  )
}
