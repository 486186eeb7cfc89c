import { type Settlement, settlements } from "#app/domain/findings/finding.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"

const words: Readonly<Record<Settlement, string>> = {
  fixed: "Fixed",
  mitigated: "Mitigated",
  false_positive: "False positive",
}

/** Settles the chosen findings at once. It is there while some are chosen, and stays in sight however far down they stand. */
export function BulkBar({
  busy,
  errors,
}: {
  readonly busy: boolean
  readonly errors: Readonly<Record<string, string>>
}) {
  return (
    <fieldset className="sticky top-2 z-10 mx-4 hidden gap-3 rounded-lg border border-line bg-surface p-3 group-has-[input[name=finding]:checked]:grid sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:items-end">
      <legend className="px-1 text-sm font-medium">Settle the chosen findings</legend>
      <ChoiceField label="They are" name="as" error={errors["as"]}>
        {settlements.map((as) => (
          <option key={as} value={as}>
            {words[as]}
          </option>
        ))}
      </ChoiceField>
      <TextField label="Reason" name="note" error={errors["note"]} hint={errors["finding"]} />
      <Button type="submit" disabled={busy} className="h-10 w-fit">
        Settle the chosen
      </Button>
    </fieldset>
  )
}
