import { Form } from "react-router"
import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { wallTime } from "#app/kernel/wall-time.ts"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { chosenPolicy, choosablePolicies } from "../choosable.server.ts"
import { SlaTabs } from "../sla-tabs.tsx"
import { Answered } from "./answered.tsx"
import { simulated } from "./simulate.ts"
import type { Route } from "./+types/simulator"

export const meta: Route.MetaFunction = () => [{ title: "Why due then · SLA · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    return withProvider(person, ["sla.read"], async (tx) => {
      const policies = await choosablePolicies(tx)
      const asked = {
        policy: params.get("policy") ?? policies[0]?.id ?? "default",
        metric: slaMetrics.find((metric) => metric === params.get("metric")) ?? ("resolve" as const),
        priority: ([1, 2, 3, 4] as const).find((p) => String(p) === params.get("priority")) ?? (1 as const),
        start: params.get("start") ?? wallTime(tx.now, "UTC"),
      }
      return {
        ...{ policies, asked },
        metrics: slaMetrics.map((id) => ({ id, name: metricWords[id] })),
        answer: params.has("start") ? simulated(await chosenPolicy(tx, asked.policy), asked) : null,
      }
    })
  })
}

export default function Simulator({ loaderData }: Route.ComponentProps) {
  const { policies, metrics, asked, answer } = loaderData
  return (
    <>
      <PageHeader title="Service levels" />
      <SlaTabs current="simulator" />
      <div className="grid gap-6 px-4 pb-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Form className="grid content-start gap-4" aria-label="A clock to try">
          <ChoiceField label="Policy" name="policy" defaultValue={asked.policy}>
            {policies.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </ChoiceField>
          <ChoiceField label="What is awaited" name="metric" defaultValue={asked.metric}>
            {metrics.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </ChoiceField>
          <ChoiceField label="Priority" name="priority" defaultValue={asked.priority}>
            {[1, 2, 3, 4].map((priority) => (
              <option key={priority} value={priority}>
                P{priority}
              </option>
            ))}
          </ChoiceField>
          <TextField
            label="Starts"
            name="start"
            type="datetime-local"
            defaultValue={asked.start}
            required
            hint="By the wall clock of the target's calendar; of 24x7 in UTC."
          />
          <Button look="primary" type="submit">
            Show the way to the deadline
          </Button>
        </Form>
        <Answered answer={answer} />
      </div>
    </>
  )
}
