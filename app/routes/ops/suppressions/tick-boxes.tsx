import { visibleText } from "#app/ui/visible-text.ts"

/** Boxes to tick, in a list that scrolls when it is long. */
export function TickBoxes({
  legend,
  name,
  choices,
  chosen,
  nothing,
}: {
  readonly legend: string
  readonly name: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  /** Said where there is nothing to tick. */
  readonly nothing: string
}) {
  if (choices.length === 0) return <p className="text-sm text-text-2">{nothing}</p>
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className="grid max-h-56 gap-x-4 overflow-y-auto rounded-md border border-line px-2 py-1 sm:grid-cols-2 lg:grid-cols-3">
        {choices.map(({ value, label }) => (
          <label key={value} className="tap flex min-w-0 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="size-4 shrink-0"
            />
            <span className="min-w-0 truncate">{visibleText(label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
