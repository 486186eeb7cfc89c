import { readForm } from "#app/http/read-form.server.ts"
import { useState } from "react"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { changeSecurity, previewSecurity, readSecurity } from "#app/auth/security/change.server.ts"
import type { Impact as ImpactOfChange } from "#app/auth/security/policy.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { Impact, type ImpactRow } from "./impact.tsx"
import { policyOf } from "./policy-form.server.ts"
import type { Route } from "./+types/security"

export const meta: Route.MetaFunction = () => [{ title: "Security · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const policy = await withProvider(person, ["security.manage"], readSecurity)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    return { policy, clients: clients.map(({ id, name }) => ({ id, name })) }
  })
}

type Outcome = { readonly saved: boolean; readonly impact: ImpactRow }

export function action({ request }: Route.ActionArgs) {
  return onAction(async (): Promise<Outcome> => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const saved = form.get("step") === "save"
    if (saved) await requireFresh(request, "/admin/security")
    const policy = policyOf(form)
    const impact = await withProvider(person, ["security.manage"], (tx) =>
      saved ? changeSecurity(tx, policy) : previewSecurity(tx, policy),
    )
    return { saved, impact: namesIn(impact) }
  })
}

const namesIn = ({ signedOut, withoutFactor }: ImpactOfChange): ImpactRow => ({
  signedOut: signedOut.map(({ name }) => name),
  withoutFactor: withoutFactor.map(({ name }) => name),
})

const limits = [
  ["staffIdleMinutes", "Staff: minutes without use", "5 to 480. NIST asks for 60 at most."],
  ["staffAbsoluteMinutes", "Staff: minutes in all", "15 to 10,080. NIST asks for 1,440 (a day) at most."],
  ["clientIdleMinutes", "Clients: minutes without use", "5 to 43,200"],
  ["clientAbsoluteMinutes", "Clients: minutes in all", "15 to 43,200 (30 days)"],
] as const

export default function Security({ loaderData }: Route.ComponentProps) {
  const { policy, clients } = loaderData
  const [previewed, setPreviewed] = useState(false)
  const { show } = useToasts()
  return (
    <>
      <PageHeader title="Security" />
      {/* Whatever is changed after the preview has to be previewed again. */}
      <div className="max-w-4xl px-4 pb-6" onChange={() => setPreviewed(false)}>
        <ActForm<Outcome>
          act="policy"
          keep
          onDone={({ saved }) => {
            setPreviewed(!saved)
            if (saved) show({ text: "The rules are in force." })
          }}
        >
          {({ busy, errors, done }) => (
            <>
              <Section
                title="How long a session lasts"
                intro="A shorter limit holds for sessions that have begun already."
              >
                <div className="grid items-start gap-3 sm:grid-cols-2">
                  {limits.map(([name, label, hint]) => (
                    <TextField
                      key={name}
                      label={label}
                      hint={hint}
                      name={name}
                      type="number"
                      inputMode="numeric"
                      required
                      defaultValue={policy[name]}
                      error={errors[name]}
                    />
                  ))}
                </div>
              </Section>
              <Section
                title="Second factor"
                intro="Staff always need one, but for accounts of the demo. Of whom else is it asked?"
              >
                <label className="tap flex items-center gap-2">
                  <input
                    type="checkbox"
                    name="clientSecondFactor"
                    defaultChecked={policy.clientSecondFactor}
                  />
                  Of the people of every client
                </label>
                <fieldset>
                  <legend className="mb-1 text-sm font-medium">Of the people of these clients</legend>
                  <div className="grid max-h-64 overflow-y-auto rounded-md border border-line p-2 sm:grid-cols-2 lg:grid-cols-3">
                    {clients.map(({ id, name }) => (
                      <label key={id} className="tap flex items-center gap-2">
                        <input
                          type="checkbox"
                          name="client"
                          value={id}
                          defaultChecked={policy.secondFactorClients.includes(id)}
                        />
                        {name}
                      </label>
                    ))}
                  </div>
                </fieldset>
              </Section>
              {done && (previewed || done.saved) ? <Impact {...done.impact} /> : null}
              <div className="flex flex-wrap gap-2">
                <Button
                  look={previewed ? "quiet" : "primary"}
                  type="submit"
                  name="step"
                  value="preview"
                  disabled={busy}
                >
                  Show whom this touches
                </Button>
                {previewed ? (
                  <Button look="primary" type="submit" name="step" value="save" disabled={busy}>
                    Put these rules in force
                  </Button>
                ) : null}
              </div>
            </>
          )}
        </ActForm>
      </div>
    </>
  )
}
