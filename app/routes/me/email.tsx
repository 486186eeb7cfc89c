import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"

export function Email({ email }: { readonly email: string }) {
  return (
    <Section title="E-mail" intro={`You sign in with ${email}, and get mail there.`}>
      <ActForm
        act="change-email"
        said="A link was sent to the new address. It counts once you have followed it, within a day."
      >
        {({ busy, errors }) => (
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              className="min-w-56 flex-1"
              label="New address"
              name="email"
              type="email"
              autoComplete="email"
              required
              maxLength={254}
              error={errors["email"]}
            />
            <Button type="submit" disabled={busy} className="h-10">
              Send the link
            </Button>
          </div>
        )}
      </ActForm>
    </Section>
  )
}
