import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"

export function Password({ hasPassword, least }: { readonly hasPassword: boolean; readonly least: number }) {
  if (!hasPassword)
    return <Section title="Password" intro="You have none here: your organisation signs you in." />
  return (
    <Section title="Password" intro="Changing it signs you out everywhere else.">
      <ActForm act="change-password">
        {({ busy, errors }) => (
          <>
            <div className="grid items-start gap-3 sm:grid-cols-2">
              <TextField
                label="Current password"
                name="current"
                type="password"
                autoComplete="current-password"
                required
                maxLength={1000}
                error={errors["current"]}
              />
              <TextField
                label="New password"
                name="password"
                type="password"
                autoComplete="new-password"
                required
                maxLength={1000}
                hint={`${least} characters or more, of any kind.`}
                error={errors["password"]}
              />
            </div>
            <Button type="submit" disabled={busy} className="h-10 justify-self-start">
              Change the password
            </Button>
          </>
        )}
      </ActForm>
    </Section>
  )
}
