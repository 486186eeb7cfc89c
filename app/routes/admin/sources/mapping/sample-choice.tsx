import { useState } from "react"
import { ChoiceField, PayloadField } from "#app/ui/field.tsx"
import { momentText } from "#app/ui/zone.ts"

type Recent = readonly { readonly id: string; readonly receivedAt: string; readonly outcome: string }[]

/** On which payload the mapping is tried: one of the last deliveries, or one that is pasted. */
export function SampleChoice({
  recent,
  error,
}: {
  readonly recent: Recent
  readonly error: string | undefined
}) {
  const [chosen, setChosen] = useState(recent[0]?.id ?? "")
  return (
    <>
      <ChoiceField
        label="Delivery"
        name="sample"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        hint={
          recent.length === 0 ? "Nothing has come in the last 7 days." : "The last 20 of the last 7 days."
        }
      >
        {recent.map(({ id, receivedAt, outcome }) => (
          <option key={id} value={id}>
            {momentText(receivedAt, "utc")}, {outcome}
          </option>
        ))}
        <option value="">A payload pasted here</option>
      </ChoiceField>
      {chosen === "" ? (
        <PayloadField
          label="Payload"
          name="pasted"
          rows={6}
          spellCheck={false}
          hint="Left empty, an invented one is read."
          error={error}
        />
      ) : null}
    </>
  )
}
