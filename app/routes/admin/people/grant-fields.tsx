import { providerRoles } from "#app/kernel/permission.ts"
import { ChoiceField, TextField } from "#app/ui/field.tsx"

type Named = { readonly id: string; readonly name: string }

/** The places a grant can cover, for the choice of one. */
export type Places = { readonly clients: readonly Named[]; readonly groups: readonly Named[] }

/** What stands in the fields of a grant: `scope` is `all`, `group:ID` or `client:ID`, `expires` a day or empty. */
export type GrantValues = {
  readonly role: string
  readonly discipline: string
  readonly tier: string
  readonly scope: string
  readonly expires: string
}

const fresh: GrantValues = { role: "analyst", discipline: "both", tier: "1", scope: "all", expires: "" }

export function GrantFields({
  places,
  values = fresh,
  errors,
}: {
  readonly places: Places
  readonly values?: GrantValues
  readonly errors: Readonly<Record<string, string>>
}) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <ChoiceField label="Role" name="role" defaultValue={values.role} error={errors["role"]}>
        {providerRoles.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </ChoiceField>
      <ChoiceField label="Where" name="scope" defaultValue={values.scope} error={errors["scope"]}>
        <option value="all">All clients</option>
        <Options label="A group" kind="group" named={places.groups} />
        <Options label="One client" kind="client" named={places.clients} />
      </ChoiceField>
      <ChoiceField
        label="Discipline"
        name="discipline"
        defaultValue={values.discipline}
        error={errors["discipline"]}
      >
        <option value="both">NOC and SOC</option>
        <option value="noc">NOC</option>
        <option value="soc">SOC</option>
      </ChoiceField>
      <ChoiceField label="Tier" name="tier" defaultValue={values.tier} error={errors["tier"]}>
        <option value="">None</option>
        <option>1</option>
        <option>2</option>
        <option>3</option>
      </ChoiceField>
      <TextField
        label="Last day"
        name="expires"
        type="date"
        defaultValue={values.expires}
        hint="Empty for no end. The whole day counts, in UTC."
        error={errors["expires"]}
      />
    </div>
  )
}

function Options({
  label,
  kind,
  named,
}: {
  readonly label: string
  readonly kind: string
  readonly named: readonly Named[]
}) {
  if (named.length === 0) return null
  return (
    <optgroup label={label}>
      {named.map(({ id, name }) => (
        <option key={id} value={`${kind}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
