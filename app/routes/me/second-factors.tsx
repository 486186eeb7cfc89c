import { factorWords } from "#app/auth/people/words.ts"
import { Section } from "#app/ui/labelled.tsx"

/** What proves who one is besides the password. */
export function SecondFactors(factors: { readonly passkeys: number; readonly hasTotp: boolean }) {
  return (
    <Section title="Second factors" intro="What you sign in with besides the password.">
      <p>You have: {factorWords(factors)}.</p>
    </Section>
  )
}
