import { useState } from "react"
import { Link, useNavigate } from "react-router"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { CampaignFields } from "../campaigns/campaign-fields.tsx"

/** Campaigns as an incident's page knows them: those it is in, and those it could join. */
export type CampaignsHere = {
  readonly holding: readonly { readonly id: string; readonly name: string; readonly closed: boolean }[]
  readonly open: readonly { readonly id: string; readonly name: string }[]
}

/** The campaigns an incident belongs to. For the provider's eyes alone. */
export function CampaignSection({
  incidentId,
  reference,
  campaigns,
}: {
  readonly incidentId: string
  readonly reference: string
  readonly campaigns: CampaignsHere
}) {
  const [adding, setAdding] = useState(false)
  const [target, setTarget] = useState("new")
  const navigate = useNavigate()
  const fields = { incidents: incidentId }
  const done = (id: string) => void navigate(`/ops/campaigns/${id}`)
  return (
    <section aria-labelledby="campaigns" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="campaigns" className="font-semibold">
        Campaigns
      </h2>
      <p className="mb-2 text-xs text-text-3">Patterns across clients. No client ever sees them.</p>
      <ul className="mb-2 grid gap-1 text-sm">
        {campaigns.holding.map(({ id, name, closed }) => (
          <li key={id}>
            <Link to={`/ops/campaigns/${id}`} className="text-link hover:underline">
              <Said>{name}</Said>
            </Link>
            {closed ? <span className="text-xs text-text-3"> · closed</span> : null}
          </li>
        ))}
      </ul>
      <Button onClick={() => setAdding(true)}>Add to a campaign …</Button>
      <Dialog open={adding} onClose={() => setAdding(false)} title={`Add ${reference} to a campaign`}>
        <div className="grid gap-4">
          <ChoiceField label="Campaign" value={target} onChange={(event) => setTarget(event.target.value)}>
            <option value="new">A new campaign</option>
            {campaigns.open.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </ChoiceField>
          <ActForm<{ campaignId: string }>
            key={target === "new" ? "new" : "known"}
            act={target === "new" ? "open" : "add"}
            action={target === "new" ? "/ops/campaigns" : `/ops/campaigns/${target}`}
            fields={fields}
            onDone={({ campaignId }) => done(campaignId)}
          >
            {({ busy, errors }) => (
              <>
                {target === "new" ? <CampaignFields errors={errors} /> : null}
                <DialogActions onCancel={() => setAdding(false)} disabled={busy}>
                  {target === "new" ? "Start the campaign" : `Add ${reference}`}
                </DialogActions>
              </>
            )}
          </ActForm>
        </div>
      </Dialog>
    </section>
  )
}
