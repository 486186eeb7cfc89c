import type { ReactNode } from "react"
import { Form } from "react-router"
import { hasSecond } from "#app/auth/factors/factors.ts"
import type { FactorsView } from "#app/auth/factors/read.server.ts"
import { Button } from "#app/ui/button.tsx"
import { AddPasskey } from "../sign-in/add-passkey.tsx"
import { Confirmed, factorsPage } from "./confirmed.tsx"
import { PasskeyList } from "./passkey-list.tsx"

/** Somebody's passkeys, authenticator app and recovery codes, with what they may change. A section of their account's page. */
export function FactorsSection({ view }: { readonly view: FactorsView }) {
  const isLast = view.mustHave && Number(view.hasAuthenticator) + view.passkeys === 1
  return (
    <section aria-labelledby="factors-title" className="grid gap-4 text-md">
      <div>
        <h2 id="factors-title" className="text-lg font-semibold">
          Second factors
        </h2>
        <p className="text-text-2">
          What you are asked for besides your password. A passkey signs you in by itself.
          {view.mustHave ? " Your account needs at least one." : ""}
        </p>
      </div>
      <Part title="Passkeys">
        <PasskeyList keys={view.keys} isLast={isLast} />
        <div className="max-w-[25rem]">
          <AddPasskey page={factorsPage} />
        </div>
      </Part>
      <Part title="Authenticator app">
        <Authenticator since={view.authenticatorSince} isLast={isLast} />
      </Part>
      <Part title="Recovery codes">
        <Recovery left={view.recoveryCodes} canHave={hasSecond(view)} />
      </Part>
    </section>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </div>
  )
}

function Authenticator({ since, isLast }: { readonly since: string | null; readonly isLast: boolean }) {
  return (
    <>
      <p className="text-text-2">
        {since ? (
          <>
            Set up on <time dateTime={since}>{since.slice(0, 10)}</time>.
          </>
        ) : (
          "None. An app on your phone shows a new six-digit code every 30 seconds."
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Form method="post" action={factorsPage}>
          <Button type="submit" name="act" value="offer-app">
            {since ? "Move to another phone" : "Set up an authenticator app"}
          </Button>
        </Form>
        {since ? (
          <Confirmed
            label="Remove the authenticator app"
            ask="Remove the authenticator app?"
            means="Its codes open nothing any more, and your other sessions end."
            blocked={isLast ? onlyFactor : null}
            fields={{ act: "remove-app" }}
          />
        ) : null}
      </div>
      {since && isLast ? <p className="text-sm text-text-2">{onlyFactor}</p> : null}
    </>
  )
}

const onlyFactor = "It is your only second factor, and you need one. Set up another to remove it."

function Recovery({ left, canHave }: { readonly left: number; readonly canHave: boolean }) {
  if (!canHave) return <p className="text-text-2">They come with your first second factor.</p>
  return (
    <>
      <p className={left < 3 ? "text-s3-ink" : "text-text-2"}>
        {left === 1 ? "One is" : `${left === 0 ? "None" : left} are`} left of 10. Each lets you in once when
        your second factor is lost.
      </p>
      <div>
        <Confirmed
          label="Make new recovery codes"
          ask="Make new recovery codes?"
          means="Those you kept open nothing any more. The new ones are shown once."
          look="quiet"
          fields={{ act: "renew-codes" }}
        />
      </div>
    </>
  )
}
