import { ChoiceField } from "#app/ui/field.tsx"
import { periodText, usualPeriods } from "./expected.ts"

type Props = {
  /** Left out where the tool is only now being chosen. */
  readonly adapter?: string
  readonly value: number | null
  readonly error?: string | undefined
}

/** How often a source is expected to speak. A heartbeat has to say it; of others silence may mean nothing. */
export function ExpectedField({ adapter, value, error }: Props) {
  const periods = [...new Set([...usualPeriods, ...(value === null ? [] : [value])])].sort((a, b) => a - b)
  return (
    <ChoiceField
      label="Speaks at least every"
      name="expectedEverySeconds"
      defaultValue={value === null ? "" : String(value)}
      error={error}
      hint={
        adapter === "heartbeat"
          ? "Late once is an alert; the next beat ends it."
          : "Missed twice is an alert (a heartbeat: once), which the next delivery ends."
      }
    >
      {adapter === "heartbeat" ? null : <option value="">Silence means nothing</option>}
      {periods.map((seconds) => (
        <option key={seconds} value={seconds}>
          {periodText(seconds)}
        </option>
      ))}
    </ChoiceField>
  )
}
