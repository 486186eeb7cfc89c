import type { RuleDefinition } from "#app/domain/correlation/rule.ts"
import { resolvePolicies } from "#app/domain/incidents/correlation.ts"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { policyWords } from "./words.ts"

type Props = {
  readonly definition: RuleDefinition
  /** Field name to what is wrong with it. */
  readonly wrong: Readonly<Record<string, string>>
}

const pair = "grid gap-4 sm:grid-cols-2"

/** For how long, and how many it takes. */
export function NumberFields({ definition: d, wrong }: Props) {
  return (
    <>
      <div className={pair}>
        <ChoiceField
          label="Window"
          name="windowKind"
          defaultValue={d.window.kind}
          hint="Sliding ends after 24 hours in all."
          error={wrong["windowKind"]}
        >
          <option value="sliding">sliding: since the latest alert</option>
          <option value="fixed">fixed: since the first alert</option>
        </ChoiceField>
        <Count label="Minutes" name="windowMinutes" value={d.window.minutes} wrong={wrong} max={1440} />
      </div>
      <div className={pair}>
        <Count
          label="Alerts it takes"
          name="minAlerts"
          value={d.minAlerts}
          wrong={wrong}
          max={100}
          hint="Fewer wait in the queue."
        />
        <Count
          label="Alerts it holds"
          name="maxAlerts"
          value={d.maxAlerts}
          wrong={wrong}
          min={2}
          max={500}
          hint="The excess opens a sibling."
        />
      </div>
      <div className={pair}>
        <TextField
          label="Different values of (optional)"
          name="distinctField"
          defaultValue={d.minDistinct?.field ?? ""}
          placeholder="asset, entity.user, labels.site"
          hint="Say, 5 users behind one address."
          error={wrong["distinctField"]}
        />
        <TextField
          label="How many"
          name="distinctCount"
          type="number"
          min={2}
          max={100}
          defaultValue={d.minDistinct?.count ?? ""}
          error={wrong["distinctCount"]}
        />
      </div>
      <ChoiceField
        label="While too few have come"
        name="stop"
        defaultValue={d.stop}
        hint="An alert that a later rule takes is lost to this one's counting."
        error={wrong["stop"]}
      >
        <option value="first-match">they wait for this rule</option>
        <option value="continue">later rules may take them</option>
      </ChoiceField>
    </>
  )
}

export function IncidentFields({ definition: d, wrong }: Props) {
  return (
    <>
      <div className={pair}>
        <ChoiceField
          label="Open"
          name="create"
          defaultValue={d.create}
          hint="A candidate has no clocks, is never shown to the client, and is to be judged within 30 minutes."
          error={wrong["create"]}
        >
          <option value="incident">an incident</option>
          <option value="candidate">a candidate</option>
        </ChoiceField>
        <ChoiceField label="Severity" name="severity" defaultValue={d.severity} error={wrong["severity"]}>
          <option value="max">the worst of its alerts</option>
          <option value="critical">always critical</option>
          <option value="high">always high</option>
          <option value="medium">always medium</option>
          <option value="low">always low</option>
        </ChoiceField>
      </div>
      <TextField
        label="Title"
        name="titleTemplate"
        defaultValue={d.titleTemplate}
        maxLength={200}
        required
        hint="In braces any field: {rule}, {asset}, {title}, {labels.site}, {entity.user}. Several values read “web-1, web-2 +7”."
        error={wrong["titleTemplate"]}
      />
    </>
  )
}

export function ClosingFields({ definition: d, wrong }: Props) {
  return (
    <>
      <div className={pair}>
        <ChoiceField
          label="It resolves"
          name="resolvePolicy"
          defaultValue={d.resolvePolicy}
          hint="Only while nobody has touched it."
          error={wrong["resolvePolicy"]}
        >
          {resolvePolicies.map((policy) => (
            <option key={policy} value={policy}>
              {policyWords[policy]}
            </option>
          ))}
        </ChoiceField>
        <Count
          label="Minutes after that"
          name="resolveDelayMinutes"
          value={d.resolveDelaySeconds / 60}
          wrong={wrong}
          min={0}
          max={1440}
        />
      </div>
      <div className={pair}>
        <Count
          label="Minutes in which it comes back"
          name="reopenWindowMinutes"
          value={d.reopenWindowMinutes}
          wrong={wrong}
          min={0}
          max={10_080}
          hint="An alert that comes later opens a new one, linked to it."
        />
        <TextField
          label="Closed after minutes without news"
          name="inactivityCloseMinutes"
          type="number"
          min={5}
          max={43_200}
          defaultValue={d.inactivityCloseMinutes ?? ""}
          hint="Empty for never."
          error={wrong["inactivityCloseMinutes"]}
        />
      </div>
    </>
  )
}

function Count({
  label,
  name,
  value,
  wrong,
  min = 1,
  max,
  hint,
}: {
  readonly label: string
  readonly name: string
  readonly value: number
  readonly wrong: Props["wrong"]
  readonly min?: number
  readonly max: number
  readonly hint?: string
}) {
  return (
    <TextField
      {...{ label, name, min, max, hint }}
      type="number"
      defaultValue={value}
      required
      error={wrong[name]}
    />
  )
}
