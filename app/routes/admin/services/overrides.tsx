import { describeMatcher } from "#app/domain/matching/describe.ts"
import { rowsOf } from "#app/domain/matching/matcher-rows.ts"
import type { RoutingOverride } from "#app/domain/routing/policy.ts"
import { decisionWords } from "#app/domain/routing/route.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { MatcherEditor } from "#app/ui/matcher-editor.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { FormDialog } from "./form-dialog.tsx"
import type { RoutingProps } from "./props.ts"

/** Exceptions from the matrix, in the order they are tried. */
export function Overrides({ chosen, services, policy, mayManage }: RoutingProps) {
  const names = { service: Object.fromEntries(services.map(({ id, name }) => [id, name])) }
  const choices = { service: services.map(({ id, name }) => ({ value: id, label: name })) }
  const fieldsOf = (at: number, { name }: RoutingOverride) => ({ client: chosen.id, at: `${at}`, was: name })
  return (
    <Section
      title="Overrides"
      intro="Tried from the top: for each matter, the first that matches and decides it counts."
    >
      {policy.overrides.length === 0 ? (
        <p className="text-text-3">None: the matrix decides everything.</p>
      ) : null}
      <ol className="grid gap-3">
        {policy.overrides.map((override, at) => (
          <li key={`${at} ${override.name}`} className="grid gap-2 rounded-md border border-line p-3">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="min-w-0 flex-1 font-medium">
                <span className="tnum text-text-3">{at + 1}.</span> <Said>{override.name}</Said>
              </h3>
              {mayManage ? (
                <>
                  {([-1, 1] as const).map((by) =>
                    (by < 0 ? at > 0 : at < policy.overrides.length - 1) ? (
                      <ActForm
                        key={by}
                        act="move-override"
                        className="contents"
                        fields={{ ...fieldsOf(at, override), by: `${by}` }}
                      >
                        {({ busy }) => (
                          <Button
                            type="submit"
                            disabled={busy}
                            aria-label={`Move ${override.name} ${by < 0 ? "up" : "down"}`}
                          >
                            {by < 0 ? "Up" : "Down"}
                          </Button>
                        )}
                      </ActForm>
                    ) : null,
                  )}
                  <OverrideDialog {...{ choices, override }} fields={fieldsOf(at, override)} />
                  <ConfirmButton
                    label="Remove"
                    name={`Remove ${override.name}`}
                    title={`Remove the override ${override.name}?`}
                    confirm={`Remove ${override.name}`}
                    act="remove-override"
                    fields={fieldsOf(at, override)}
                  >
                    The matrix decides what it decided. What was routed stays where it is.
                  </ConfirmButton>
                </>
              ) : null}
            </div>
            <p className="text-sm text-text-2">
              <Said>{describeMatcher(override.matcher, names)}</Said>
            </p>
            <p className="text-sm">
              Sets{" "}
              {Object.entries(override.set)
                .filter(([, value]) => value !== undefined)
                .map(decisionWords)
                .join(", ")}
              .
            </p>
          </li>
        ))}
      </ol>
      {mayManage ? (
        <div>
          <OverrideDialog choices={choices} fields={{ client: chosen.id }} />
        </div>
      ) : null}
    </Section>
  )
}

function OverrideDialog({
  choices,
  override,
  fields,
}: {
  readonly choices: { readonly service: readonly { readonly value: string; readonly label: string }[] }
  readonly override?: RoutingOverride
  readonly fields: Readonly<Record<string, string>>
}) {
  const set = override?.set ?? {}
  return (
    <FormDialog
      label={override ? "Change" : "Add an override"}
      {...(override ? { name: `Change ${override.name}` } : {})}
      title={override ? `Change ${override.name}` : "Add an override"}
      submit={override ? `Save ${override.name}` : "Add the override"}
      act="override"
      fields={fields}
    >
      {(errors) => (
        <>
          <TextField
            label="Name"
            name="name"
            required
            maxLength={100}
            defaultValue={override?.name}
            error={errors["name"]}
            hint="Analysts read it on the alert."
          />
          <MatcherEditor
            errors={errors}
            choices={choices}
            {...(override ? { rows: rowsOf(override.matcher) } : {})}
          />
          <fieldset className="grid gap-3 sm:grid-cols-2">
            <legend className="mb-1 text-sm font-medium">What it sets</legend>
            {errors["set"] ? <p className="text-xs text-s1-ink sm:col-span-2">{errors["set"]}</p> : null}
            <Choice label="Desk" name="discipline" value={set.discipline} of={["noc", "soc"]} />
            <Choice label="Tier" name="tier" value={set.tier} of={[1, 2, 3]} />
            <Choice label="Impact" name="impact" value={set.impact} of={["high", "medium", "low"]} />
            <Choice label="Priority" name="priority" value={set.priority} of={[1, 2, 3, 4]} />
          </fieldset>
        </>
      )}
    </FormDialog>
  )
}

function Choice({
  label,
  name,
  value,
  of,
}: {
  readonly label: string
  readonly name: string
  readonly value: string | number | undefined
  readonly of: readonly (string | number)[]
}) {
  return (
    <ChoiceField label={label} name={name} defaultValue={value ?? ""}>
      <option value="">as usual</option>
      {of.map((option) => (
        <option key={option} value={option}>
          {decisionWords([name, option])}
        </option>
      ))}
    </ChoiceField>
  )
}
