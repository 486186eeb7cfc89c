import { type Impact, impacts } from "#app/domain/incidents/priority.ts"
import { severities } from "#app/domain/alerts/severity.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { Overrides } from "./overrides.tsx"
import type { RoutingProps } from "./props.ts"
import { Why } from "./why-form.tsx"

const cell =
  "h-9 w-16 rounded-md border border-control bg-surface px-1.5 text-text max-md:text-lg md:text-md disabled:opacity-100"
const impactWords: Readonly<Record<Impact, string>> = { high: "High", medium: "Medium", low: "Low" }

/** How the client's alerts are routed: the matrix, who starts, the exceptions, and a place to ask why. */
export function RoutingTab(props: RoutingProps) {
  const { chosen, policy, own, mayManage, mayAsk } = props
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <div className="grid content-start gap-4">
        <Section
          title="Priority and tier"
          intro="The impact of the asset or service and the severity give the priority; the priority and the desk say which tier starts."
        >
          <div className="flex flex-wrap items-center gap-3">
            <p className="text-text-2">
              {own ? (
                <>
                  {chosen.name} has its own policy, by {own.by}, <Moment at={own.at} />.
                </>
              ) : (
                `${chosen.name} goes by the provider's policy. Saving gives it its own.`
              )}
            </p>
            {own && mayManage ? (
              <ConfirmButton
                label="Back to the provider's"
                title={`Take away ${chosen.name}'s own policy?`}
                confirm="Go by the provider's policy"
                act="routing-reset"
                fields={{ client: chosen.id }}
              >
                Its matrix, its tiers and its {policy.overrides.length} overrides count no more. What was
                routed stays where it is.
              </ConfirmButton>
            ) : null}
          </div>
          <Matrix key={own?.at} {...props} />
        </Section>
        <Overrides {...props} />
      </div>
      {mayAsk ? <Why client={chosen.id} /> : null}
    </div>
  )
}

function Matrix({ chosen, policy, mayManage }: RoutingProps) {
  return (
    <ActForm act="matrix" fields={{ client: chosen.id }} keep said="Saved. It holds from the next alert on.">
      {({ busy }) => (
        <>
          <Grid
            caption="Priority by impact and severity"
            corner="Impact"
            columns={severities.map((s) => s.charAt(0).toUpperCase() + s.slice(1))}
            rows={impacts.map((impact) => ({
              ...{ key: impact, label: impactWords[impact], values: policy.matrix[impact] },
            }))}
            options={[1, 2, 3, 4].map((n) => ({ value: n, label: `P${n}` }))}
            isFixed={!mayManage}
          />
          <Grid
            caption="Tier by desk and priority"
            corner="Desk"
            columns={["P1", "P2", "P3", "P4"]}
            rows={disciplines.map((desk) => ({
              ...{ key: desk, label: desk.toUpperCase(), values: policy.tiers[desk] },
            }))}
            options={[1, 2, 3].map((n) => ({ value: n, label: `Tier ${n}` }))}
            isFixed={!mayManage}
          />
          {mayManage ? (
            <div>
              <Button look="primary" type="submit" disabled={busy}>
                Save the matrix
              </Button>
            </div>
          ) : null}
        </>
      )}
    </ActForm>
  )
}

function Grid({
  caption,
  corner,
  columns,
  rows,
  options,
  isFixed,
}: {
  readonly caption: string
  readonly corner: string
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly label: string
    readonly values: readonly number[]
  }[]
  readonly options: readonly { readonly value: number; readonly label: string }[]
  readonly isFixed: boolean
}) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="text-sm">
        <caption className="mb-1 text-left text-xs text-text-3">{caption}</caption>
        <thead>
          <tr>
            {[corner, ...columns].map((name) => (
              <th key={name} scope="col" className="pr-2 pb-1 text-left text-xs font-medium text-text-3">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row" className="pr-3 text-left font-medium">
                {label}
              </th>
              {values.map((value, i) => (
                <td key={columns[i]} className="pr-2 pb-1">
                  <select
                    name={`${key}.${i}`}
                    defaultValue={value}
                    disabled={isFixed}
                    aria-label={`${label}, ${columns[i]}`}
                    className={`${cell} ${options.length === 3 ? "w-20" : ""}`}
                  >
                    {options.map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                  </select>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
