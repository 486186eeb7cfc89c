import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { PayloadField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"

type Props = {
  readonly settings: {
    readonly reopenMinutes: number
    readonly resolveDelayMinutes: number
    readonly staleHours: number | null
    readonly trustsDowngrade: boolean
    readonly stormLimit: number
    readonly ignoreFields: readonly string[]
  }
  readonly mayManage: boolean
}

/** When a problem is the same one again, when it is over, and when there is too much of it. */
export function SettingsSection({ settings, mayManage }: Props) {
  return (
    <Section title="How signals become alerts" intro="What you change holds for the next delivery.">
      <ActForm act="settings" keep said="Saved.">
        {({ busy, errors }) => (
          <fieldset disabled={!mayManage} className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Reopen window, in minutes"
              name="reopenMinutes"
              type="number"
              min={0}
              max={43_200}
              required
              defaultValue={settings.reopenMinutes}
              error={errors["reopenMinutes"]}
              hint="A problem that is back this soon after it was resolved opens the same alert again."
            />
            <TextField
              label="Resolve delay, in minutes"
              name="resolveDelayMinutes"
              type="number"
              min={0}
              max={1440}
              required
              defaultValue={settings.resolveDelayMinutes}
              error={errors["resolveDelayMinutes"]}
              hint="A cleared alert nobody touched closes after it; a flapping one after 15 minutes at least."
            />
            <TextField
              label="Stale after, in hours"
              name="staleHours"
              type="number"
              min={1}
              max={2160}
              defaultValue={settings.staleHours ?? ""}
              error={errors["staleHours"]}
              hint="For tools that never clear: an untouched alert not repeated for so long closes. Empty for never."
            />
            <TextField
              label="Storm limit, in alerts"
              name="stormLimit"
              type="number"
              min={1}
              max={1_000_000}
              required
              defaultValue={settings.stormLimit}
              error={errors["stormLimit"]}
              hint="New alerts of one rule in ten minutes. Above it the rest gather in one overflow alert."
            />
            <div className="sm:col-span-2">
              <label className="flex items-center gap-2 text-sm font-medium">
                <input
                  type="checkbox"
                  name="trustsDowngrade"
                  defaultChecked={settings.trustsDowngrade}
                  aria-describedby="trusts-downgrade"
                  className="size-4"
                />
                Believe a lower severity
              </label>
              <p id="trusts-downgrade" className="text-xs text-text-3">
                Otherwise an alert keeps the worst severity it had.
              </p>
            </div>
            <PayloadField
              className="sm:col-span-2"
              label="Left out when payloads are compared"
              name="ignoreFields"
              rows={3}
              spellCheck={false}
              defaultValue={settings.ignoreFields.join("\n")}
              error={errors["ignoreFields"]}
              hint="One a line: description, labels.celsius, labels.check_*, entity.ip. Times, running numbers and links are left out as it is."
            />
            {mayManage ? (
              <div className="sm:col-span-2">
                <Button look="primary" type="submit" disabled={busy}>
                  {busy ? "Saving …" : "Save settings"}
                </Button>
              </div>
            ) : null}
          </fieldset>
        )}
      </ActForm>
    </Section>
  )
}
