import { describeMatcher } from "#app/domain/matching/describe.ts"
import { rowsOf } from "#app/domain/matching/matcher-rows.ts"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { MatcherEditor } from "#app/ui/matcher-editor.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { FormDialog } from "./form-dialog.tsx"
import { DependencyPicture } from "./picture.tsx"
import type { PlainService, ServicesProps } from "./props.ts"

/** What the client's business runs on: what depends on what, how much it matters, which alerts are of it. */
export function ServicesTab({ chosen, services, mayManage }: ServicesProps) {
  const nameOf = new Map(services.map(({ id, name }) => [id, name]))
  const add = mayManage ? <ServiceDialog {...{ chosen, services }} /> : null
  if (services.length === 0)
    return (
      <EmptyState title={`${chosen.name} has no services yet`}>
        <p className="mb-4">
          A service is what an outage is of: a shop, a mail system. Its criticality is the impact of its
          alerts.
        </p>
        {add}
      </EmptyState>
    )
  return (
    <div className="grid gap-4">
      <div>{add}</div>
      <DependencyPicture services={services} />
      <ul className="grid gap-3 lg:grid-cols-2">
        {services.map((service) => (
          <li
            key={service.id}
            className="grid content-start gap-2 rounded-lg border border-line bg-surface p-4"
          >
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="min-w-0 flex-1 text-md font-semibold">
                <Said>{service.name}</Said>
              </h2>
              {mayManage ? (
                <>
                  <ServiceDialog {...{ chosen, services, service }} />
                  <ConfirmButton
                    label="Archive"
                    name={`Archive ${service.name}`}
                    title={`Archive ${service.name}?`}
                    confirm={`Archive ${service.name}`}
                    act="archive-service"
                    fields={{ client: chosen.id, id: service.id }}
                  >
                    No alert is routed to it any more, its {service.assets} assets are part of no service, and
                    nothing depends on it. What happened under it keeps its name.
                  </ConfirmButton>
                </>
              ) : null}
            </div>
            {service.description ? (
              <p className="text-text-2">
                <Said>{service.description}</Said>
              </p>
            ) : null}
            <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 text-sm [&_dt]:text-text-3">
              <dt>Criticality</dt>
              <dd>{service.criticality}</dd>
              <dt>Assets</dt>
              <dd className="tnum">{service.assets}</dd>
              <dt>Depends on</dt>
              <dd>
                <Said>{service.dependsOn.map((id) => nameOf.get(id) ?? "").join(", ") || "nothing"}</Said>
              </dd>
              {service.matcher ? (
                <>
                  <dt>Also alerts</dt>
                  <dd>
                    <Said>{describeMatcher(service.matcher)}</Said>
                  </dd>
                </>
              ) : null}
            </dl>
          </li>
        ))}
      </ul>
    </div>
  )
}

function ServiceDialog({
  chosen,
  services,
  service,
}: Pick<ServicesProps, "chosen" | "services"> & { readonly service?: PlainService }) {
  const others = services.filter((other) => other.id !== service?.id)
  return (
    <FormDialog
      label={service ? "Change" : "Add a service"}
      {...(service ? { name: `Change ${service.name}` } : {})}
      title={service ? `Change ${service.name}` : "Add a service"}
      submit={service ? `Save ${service.name}` : "Add the service"}
      act="service"
      fields={{ client: chosen.id, ...(service ? { id: service.id } : {}) }}
    >
      {(errors) => (
        <>
          <TextField
            label="Name"
            name="name"
            required
            maxLength={200}
            defaultValue={service?.name}
            error={errors["name"]}
          />
          <TextField
            label="Description"
            name="description"
            maxLength={2000}
            defaultValue={service?.description ?? ""}
            error={errors["description"]}
          />
          <ChoiceField
            label="Criticality"
            name="criticality"
            defaultValue={service?.criticality ?? "medium"}
            hint="The impact of its alerts."
          >
            {["high", "medium", "low"].map((word) => (
              <option key={word}>{word}</option>
            ))}
          </ChoiceField>
          {others.length > 0 ? (
            <fieldset className="grid gap-1">
              <legend className="text-sm font-medium">Depends on</legend>
              {errors["dependsOn"] ? <p className="text-xs text-s1-ink">{errors["dependsOn"]}</p> : null}
              <div className="grid max-h-40 gap-1 overflow-y-auto">
                {others.map(({ id, name }) => (
                  <label key={id} className="tap flex items-center gap-2 text-sm">
                    <input
                      type="checkbox"
                      name="dependsOn"
                      value={id}
                      defaultChecked={service?.dependsOn.includes(id)}
                    />
                    <Said>{name}</Said>
                  </label>
                ))}
              </div>
            </fieldset>
          ) : null}
          <MatcherEditor
            legend="Alerts that belong to it"
            hint="Alerts of its assets do anyway. Leave it empty where that is enough."
            errors={errors}
            {...(service?.matcher ? { rows: rowsOf(service.matcher) } : {})}
          />
        </>
      )}
    </FormDialog>
  )
}
