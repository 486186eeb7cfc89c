import { currencies } from "#app/kernel/money.ts"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { isCurrency, stepCount, type TypedPrices } from "./read-prices.ts"

/** Fee, cost of an hour and the steps of the credit. */
export function PriceFields({
  typed,
  onTyped,
  wrong,
}: {
  readonly typed: TypedPrices
  readonly onTyped: (typed: TypedPrices) => void
  readonly wrong: Readonly<Record<string, string>>
}) {
  const field = (name: string) => ({
    ...{
      name,
      value: typed[name] ?? "",
      error: wrong[name],
      inputMode: "decimal" as const,
      autoComplete: "off",
    },
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <ChoiceField
          label="Currency"
          value={typed.currency}
          onChange={({ currentTarget: { value } }) =>
            isCurrency(value) ? onTyped({ ...typed, currency: value }) : undefined
          }
        >
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </ChoiceField>
        <TextField label="Monthly fee" hint="Of all services in this trial, together." {...field("fee")} />
        <TextField label="Cost of a person-hour" {...field("personHour")} />
        <TextField label="Credit at most, %" hint="Of the fee; empty: all of it." {...field("cap")} />
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium">Steps of the credit</legend>
        <p className="text-xs text-text-3">
          For a month whose attainment lies below, so much of its fee is given back. Empty steps do not count.
        </p>
        <div className="grid gap-x-6 gap-y-3 xl:grid-cols-2">
          {Array.from({ length: stepCount }, (_, i) => (
            <div key={i} className="grid grid-cols-2 gap-3">
              <TextField label={`Step ${i + 1}: below, %`} {...field(`below${i}`)} />
              <TextField label={`Step ${i + 1}: gives back, %`} {...field(`credit${i}`)} />
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
