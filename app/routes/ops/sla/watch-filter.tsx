import { Form } from "react-router"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { MonthChoice } from "../../shared/sla/month-choice.tsx"
import { visibleText } from "#app/ui/visible-text.ts"

/** Which client, metric and month: all three stand in the address. */
export function WatchFilter({
  chosen,
  clients,
  months,
  month,
  show,
}: {
  readonly chosen: { readonly client: string; readonly metric: string }
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly months: readonly { readonly value: string; readonly words: string }[]
  readonly month: string
  readonly show: string
}) {
  return (
    <Form
      key={`${chosen.client} ${chosen.metric} ${month}`}
      className="flex flex-wrap items-end gap-3 print:hidden"
    >
      <input type="hidden" name="show" value={show} />
      <ChoiceField label="Client" name="client" defaultValue={chosen.client} className="w-60 max-sm:w-full">
        <option value="">All clients</option>
        {clients.map(({ id, name }) => (
          <option key={id} value={id}>
            {visibleText(name)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField label="Metric" name="metric" defaultValue={chosen.metric} className="w-52 max-sm:w-full">
        <option value="">All metrics</option>
        {slaMetrics.map((metric) => (
          <option key={metric} value={metric}>
            {metricWords[metric]}
          </option>
        ))}
      </ChoiceField>
      <MonthChoice month={month} words={month} months={months} />
      <Button type="submit" className="h-10">
        Show
      </Button>
    </Form>
  )
}
