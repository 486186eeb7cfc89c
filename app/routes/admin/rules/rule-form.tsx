import { type ReactNode, useRef } from "react"
import { Form, useNavigation } from "react-router"
import type { RuleDefinition } from "#app/domain/correlation/rule.ts"
import { type FieldChoice, fieldWords } from "#app/domain/matching/field-words.ts"
import { rowsOf } from "#app/domain/matching/matcher-rows.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { MatcherEditor } from "#app/ui/matcher-editor.tsx"
import type { MatcherChoices } from "#app/ui/matcher-values.tsx"
import { Section } from "#app/ui/section.tsx"
import { ClientBoxes } from "./client-boxes.tsx"
import { SimulationResult } from "./simulation-result.tsx"
import { useSimulation } from "./use-simulation.ts"
import { ClosingFields, IncidentFields, NumberFields } from "./rule-fields.tsx"
import { tickedFields } from "./words.ts"

export type EditedRule = {
  /** Null for a new one. */
  readonly id: string | null
  readonly version: number
  readonly name: string
  readonly enabled: boolean
  readonly clients: readonly string[] | null
  readonly definition: RuleDefinition
}

type Problem = { readonly message: string; readonly fields: Readonly<Record<string, string>> }

/** A rule to write or change, and what it would have made of the last week. */
export function RuleForm({
  rule,
  clients,
  choices,
  problem,
  children,
}: {
  readonly rule: EditedRule
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly choices: MatcherChoices
  readonly problem: Problem | null
  /** Beside the buttons. */
  readonly children?: ReactNode
}) {
  const busy = useNavigation().state !== "idle"
  const { facts, steps, tryForm } = useSimulation()
  const form = useRef<HTMLFormElement>(null)
  const refused = steps.failed
  const wrong = { ...problem?.fields, ...refused?.fields }
  const { definition } = rule
  return (
    <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,44rem)_minmax(0,1fr)]">
      <Form method="post" ref={form} className="grid min-w-0 content-start gap-4">
        <input type="hidden" name="version" value={rule.version} />
        {rule.id ? <input type="hidden" name="ruleId" value={rule.id} /> : null}
        {problem ? (
          <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
            {problem.message}
          </p>
        ) : null}
        <Section title="Which alerts">
          <TextField
            label="Name"
            name="name"
            defaultValue={rule.name}
            error={wrong["name"]}
            maxLength={100}
            required
          />
          <label className="tap flex items-center gap-2">
            <input
              type="checkbox"
              name="enabled"
              value="yes"
              defaultChecked={rule.enabled}
              className="size-4"
            />
            Enabled
          </label>
          <ClientBoxes clients={clients} chosen={rule.clients} error={wrong["client"]} />
          <ChoiceField label="Discipline" name="discipline" defaultValue={definition.discipline ?? ""}>
            <option value="">NOC and SOC</option>
            <option value="noc">NOC</option>
            <option value="soc">SOC</option>
          </ChoiceField>
          <MatcherEditor
            legend="Conditions"
            hint="Without a condition the rule takes every alert."
            rows={rowsOf(definition.matcher)}
            choices={choices}
            errors={wrong}
          />
        </Section>
        <Section title="What belongs together">
          <GroupBy groupBy={definition.groupBy} error={wrong["groupByNamed"]} />
          <NumberFields definition={definition} wrong={wrong} />
        </Section>
        <Section title="What it becomes">
          <IncidentFields definition={definition} wrong={wrong} />
        </Section>
        <Section title="How it ends">
          <ClosingFields definition={definition} wrong={wrong} />
        </Section>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {children}
          <Button onClick={() => tryForm(form.current)} disabled={steps.isGoing}>
            {steps.isGoing ? "Replaying …" : "Try it on the last 7 days"}
          </Button>
          <Button look="primary" type="submit" name="act" value="save" disabled={busy}>
            {rule.id ? "Save the rule" : "Add the rule"}
          </Button>
        </div>
      </Form>
      <SimulationResult
        steps={steps}
        simulation={facts}
        empty="Try the rule to see what it would have made of the last 7 days. Nothing is changed by it."
      />
    </div>
  )
}

function GroupBy({
  groupBy,
  error,
}: {
  readonly groupBy: readonly string[]
  readonly error: string | undefined
}) {
  const isTicked = (name: string) => tickedFields.includes(name as FieldChoice)
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">Same values of</legend>
        <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
          {tickedFields.map((name) => (
            <label key={name} className="tap flex min-w-0 items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="groupBy"
                value={name}
                defaultChecked={groupBy.includes(name)}
                className="size-4 shrink-0"
              />
              {fieldWords[name]}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label="And of these labels or observables"
        name="groupByNamed"
        defaultValue={groupBy.filter((name) => !isTicked(name)).join(", ")}
        placeholder="labels.site, entity.ip"
        hint="With commas between. Five fields in all. Without any, all of a client's alerts belong together."
        error={error}
      />
    </>
  )
}
