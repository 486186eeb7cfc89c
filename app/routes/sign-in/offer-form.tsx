import { Form, useNavigation } from "react-router"
import type { SeedOffer } from "#app/auth/factors/authenticator.server.ts"
import { Button } from "#app/ui/button.tsx"
import { Field } from "./card.tsx"

/** A seed as a picture and in letters, and the field for its first code. Posts `act=confirm-app`. */
export function OfferForm({
  page,
  offer,
  to = "",
  isWrong,
}: {
  readonly page: string
  readonly offer: SeedOffer
  readonly to?: string
  readonly isWrong: boolean
}) {
  const isBusy = useNavigation().state !== "idle"
  return (
    <Form method="post" action={page} className="grid gap-4">
      <input type="hidden" name="act" value="confirm-app" />
      <input type="hidden" name="sealed" value={offer.sealed} />
      <input type="hidden" name="to" value={to} />
      <p>Scan this with an authenticator app, or type the secret into it.</p>
      <QrPicture {...offer.picture} />
      <div className="grid gap-1">
        <span id="secret" className="text-sm font-medium">
          Secret
        </span>
        <code
          role="group"
          aria-labelledby="secret"
          className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm [overflow-wrap:anywhere] select-all"
        >
          {offer.text}
        </code>
      </div>
      <Field
        label="Code"
        hint="The six digits the app shows now."
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        isWrong={isWrong}
      />
      <Button look="primary" type="submit" disabled={isBusy} className="h-10">
        Confirm the code
      </Button>
    </Form>
  )
}

/** Black on white in either theme: cameras read no other. */
function QrPicture({ size, path }: SeedOffer["picture"]) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR picture for the authenticator app"
      shapeRendering="crispEdges"
      className="size-48 justify-self-center rounded-md"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
