import { useState } from "react"
import { visibleText } from "#app/ui/visible-text.ts"

/** Every client, or some of them. */
export function ClientBoxes({
  clients,
  chosen,
  error,
}: {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  /** Null for every one. */
  readonly chosen: readonly string[] | null
  readonly error: string | undefined
}) {
  const [some, setSome] = useState(chosen !== null)
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={error ? "client-problem" : undefined}>
      <legend className="mb-1 text-sm font-medium">At which clients</legend>
      <label className="tap flex items-center gap-2">
        <input
          type="radio"
          name="scope"
          value="all"
          checked={!some}
          onChange={() => setSome(false)}
          className="size-4"
        />
        every client, also new ones
      </label>
      <label className="tap flex items-center gap-2">
        <input
          type="radio"
          name="scope"
          value="some"
          checked={some}
          onChange={() => setSome(true)}
          className="size-4"
        />
        only these
      </label>
      {some ? (
        <div className="grid max-h-48 gap-x-4 overflow-y-auto rounded-md border border-line bg-surface px-2 py-1 sm:grid-cols-2">
          {clients.map(({ id, name }) => (
            <label key={id} className="tap flex min-w-0 items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="client"
                value={id}
                defaultChecked={chosen?.includes(id) ?? false}
                className="size-4 shrink-0"
              />
              <span className="min-w-0 truncate">{visibleText(name)}</span>
            </label>
          ))}
        </div>
      ) : null}
      {error ? (
        <p id="client-problem" className="text-xs text-s1-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
