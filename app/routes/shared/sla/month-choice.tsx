import { ChoiceField } from "#app/ui/field.tsx"

/** Which month: one that is out of the list, by its address, stands in front. */
export function MonthChoice({
  month,
  words,
  months,
}: {
  readonly month: string
  readonly words: string
  readonly months: readonly { readonly value: string; readonly words: string }[]
}) {
  return (
    <ChoiceField label="Month" name="month" defaultValue={month} className="w-44 max-sm:flex-1">
      {months.some(({ value }) => value === month) ? null : <option value={month}>{words}</option>}
      {months.map((one) => (
        <option key={one.value} value={one.value}>
          {one.words}
        </option>
      ))}
    </ChoiceField>
  )
}
