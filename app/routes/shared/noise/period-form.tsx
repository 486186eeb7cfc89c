import { Form } from "react-router"
import { noiseDays } from "#app/domain/noise/noise.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"

/** Which client and how far back: both stand in the address. */
export function PeriodForm({
  days,
  client,
  clients,
}: {
  readonly days: number
  readonly client?: string | undefined
  readonly clients?: readonly { readonly id: string; readonly name: string }[]
}) {
  return (
    <Form className="flex flex-wrap items-end gap-3 print:hidden">
      {clients ? (
        <ChoiceField label="Client" name="client" defaultValue={client ?? ""} className="w-60 max-sm:w-full">
          <option value="">All clients</option>
          {clients.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </ChoiceField>
      ) : null}
      <ChoiceField label="Period" name="days" defaultValue={days} className="w-44 max-sm:flex-1">
        {noiseDays.map((n) => (
          <option key={n} value={n}>
            {n === 1 ? "Last 24 hours" : `Last ${n} days`}
          </option>
        ))}
      </ChoiceField>
      <Button type="submit" className="h-10">
        Show
      </Button>
    </Form>
  )
}
