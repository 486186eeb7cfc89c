import { invalid } from "#app/kernel/errors.ts"

/** Longer than this no name of a key has to be. */
export const longestPasskeyName = 60

/** What its person calls a passkey. @throws DomainError `invalid` when that is nothing, or too long */
export function passkeyName(typed: string): string {
  const name = typed.replaceAll(/\s+/g, " ").trim()
  if (name === "") throw invalid("Give the passkey a name.", { name: "is missing" })
  if (Array.from(name).length > longestPasskeyName)
    throw invalid(`A name has at most ${longestPasskeyName} characters.`, { name: "is too long" })
  return name
}
