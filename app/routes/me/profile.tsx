import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"

export function Profile({ name }: { readonly name: string }) {
  return (
    <Section title="Profile" intro="What you are called wherever you did something.">
      <ActForm act="change-name" said="Your name is changed.">
        {({ busy, errors }) => (
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              key={name}
              className="min-w-56 flex-1"
              label="Name"
              name="name"
              autoComplete="name"
              required
              maxLength={200}
              defaultValue={name}
              error={errors["name"]}
            />
            <Button type="submit" disabled={busy} className="h-10">
              Save the name
            </Button>
          </div>
        )}
      </ActForm>
    </Section>
  )
}
