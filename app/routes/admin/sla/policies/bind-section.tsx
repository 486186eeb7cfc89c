import { useFetcher } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { useTrial } from "../use-trial.ts"
import type { ClientStanding } from "../client-standings.server.ts"
import type { PolicyDone } from "./act.server.ts"
import { EffectReport } from "./effect.tsx"
import type { action as previewAction } from "./preview.ts"
import type { Answer } from "#app/ui/act-form.tsx"

type Bound = {
  readonly policy: { readonly id: string; readonly name: string; readonly version: number }
  readonly clients: readonly ClientStanding[]
  readonly mayManage: boolean
}

/** Which clients are promised a policy, and a form to promise them its newest version. */
export function BindSection({ policy, clients, mayManage }: Bound) {
  const bind = useFetcher<Answer<PolicyDone>>()
  const trial = useTrial<typeof previewAction>("/admin/sla/policies/preview")
  const answer = bind.state === "idle" ? bind.data : undefined
  const shown = trial.isBusy ? undefined : trial.answer
  const refused = answer && !answer.ok ? answer.error : shown && !shown.ok ? shown.error : null
  const done = answer?.ok && answer.value.act === "bind" ? answer.value : null
  return (
    <Section
      title="Clients"
      intro={`A client keeps the version it was promised.${mayManage ? ` Bind version ${policy.version} to those that are to have it.` : ""}`}
    >
      <bind.Form method="post" ref={trial.form} className="grid gap-4" noValidate>
        <input type="hidden" name="act" value="bind" />
        <input type="hidden" name="policyId" value={policy.id} />
        {refused ? (
          <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
            {refused.message}
          </p>
        ) : null}
        {done ? (
          <p role="status" className="rounded-md bg-done-tint px-3 py-2 text-done-ink">
            Version {done.version} is bound to {done.clients === 1 ? "1 client" : `${done.clients} clients`}.
            {done.moved > 0 ? ` The clocks of ${done.moved} records moved to it.` : ""}
          </p>
        ) : null}
        <fieldset disabled={!mayManage} className="grid min-w-0 gap-4">
          <legend className="sr-only">Bind {visibleText(policy.name)}</legend>
          <ClientBoxes policy={policy} clients={clients} mayManage={mayManage} />
          {mayManage ? (
            <>
              <TextField
                label="Bound from (UTC)"
                name="effectiveFrom"
                type="datetime-local"
                hint="Empty: as soon as the version holds. Not in the past."
                error={refused?.fields["effectiveFrom"]}
              />
              <label className="flex items-start gap-2">
                <input type="checkbox" name="apply" value="yes" className="mt-0.5 size-4 shrink-0" />
                <span>
                  Apply to running clocks
                  <span className="block text-xs text-text-3">
                    They keep their start, what has elapsed and every breach, and get the new targets.
                    Unticked, only clocks that start from then on go by it. Clocks that ended never change.
                  </span>
                </span>
              </label>
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={trial.look} disabled={trial.isBusy}>
                  Preview for the ticked
                </Button>
                <Button look="primary" type="submit" disabled={bind.state !== "idle"}>
                  Bind version {policy.version}
                </Button>
              </div>
            </>
          ) : null}
        </fieldset>
        <div aria-live="polite">{shown?.ok ? <EffectReport effect={shown.value} /> : null}</div>
      </bind.Form>
    </Section>
  )
}

function ClientBoxes({ policy, clients, mayManage }: Bound) {
  if (clients.length === 0) return <p className="text-text-2">There are no clients yet.</p>
  const ours = (client: ClientStanding) => client.now?.policyId === policy.id
  const sorted = [...clients].sort(
    (a, b) => Number(ours(b)) - Number(ours(a)) || a.name.localeCompare(b.name),
  )
  return (
    <ul
      aria-label="Clients"
      className={`grid rounded-md border border-line px-2 ${mayManage ? "max-h-80 overflow-y-auto" : ""}`}
    >
      {sorted.map((client) => (
        <li key={client.id} className="border-b border-line last:border-b-0">
          <label className="tap flex items-center gap-2 py-1 text-sm">
            {mayManage ? (
              <input type="checkbox" name="client" value={client.id} className="size-4 shrink-0" />
            ) : null}
            <span className="min-w-0 flex-1">
              <Said>{client.name}</Said>
            </span>
            <span className={`text-xs ${isBehind(client, policy) ? "text-s3-ink" : "text-text-3"}`}>
              {standingWords(client, policy)}
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}

const isBehind = ({ now }: ClientStanding, policy: Bound["policy"]) =>
  now?.policyId === policy.id && now.version < policy.version

function standingWords({ now, next, wasEnded }: ClientStanding, policy: Bound["policy"]): string {
  const coming = next?.policyId === policy.id ? `, version ${next.version} to come` : ""
  if (!now) return `${wasEnded ? "nothing promised" : "the default"}${coming}`
  if (now.policyId !== policy.id) return `${visibleText(now.name)}${coming}`
  return `version ${now.version}${now.version < policy.version ? ` of ${policy.version}` : ""}${coming}`
}
