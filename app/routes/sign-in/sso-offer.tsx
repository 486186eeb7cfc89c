import { buttonClass } from "#app/ui/button.tsx"

/** Single sign-on on the sign-in page: by name once the address tells which, else where to say one's address. */
export function SsoOffer({
  offer,
  to,
}: {
  readonly offer: { readonly id: string; readonly name: string } | null
  readonly to: string
}) {
  const params = new URLSearchParams({ ...(offer ? { connection: offer.id } : {}), ...(to ? { to } : {}) })
  const query = params.size > 0 ? `?${params}` : ""
  return (
    <div className="mt-4 grid border-t border-line pt-4">
      <a href={`/sso/start${query}`} className={buttonClass("quiet", "h-10")}>
        {offer ? `Continue with ${offer.name}` : "Use single sign-on"}
      </a>
    </div>
  )
}
