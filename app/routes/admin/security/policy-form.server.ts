import { securityPolicy, type SecurityPolicy } from "#app/auth/security/policy.ts"
import { invalid } from "#app/kernel/errors.ts"

/** The form as a policy: check boxes that are not ticked are not sent. @throws DomainError `invalid` */
export function policyOf(form: FormData): SecurityPolicy {
  const parsed = securityPolicy.safeParse({
    ...Object.fromEntries(form),
    clientSecondFactor: form.get("clientSecondFactor") === "on",
    secondFactorClients: form.getAll("client"),
  })
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues)
    fields[String(path[0])] ??= message.charAt(0).toUpperCase() + message.slice(1)
  throw invalid("Something in the form is not right yet.", fields)
}
