import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { readPreview } from "#app/mail/read.server.ts"
import type { Route } from "./+types/body"

/**
 * A mail carries its styles in itself, which the portal's own policy forbids. So it is an answer of its own, under a policy
 * that allows styles and nothing else: no script, no request, no form, an origin that is nobody's, framed by us alone.
 */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox",
].join("; ")

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("mail", params.mailId)
    const preview = await withProvider(person, ["mail.read"], (tx) => readPreview(tx, id))
    if (!preview) throw notFound("Mail")
    return new Response(preview.html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      },
    })
  })
}
