import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { longestPasskeyName } from "#app/auth/factors/passkey-name.ts"
import type { PasskeyView } from "#app/auth/factors/read.server.ts"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { Field } from "../sign-in/card.tsx"
import { Confirmed, factorsPage } from "./confirmed.tsx"

/** Somebody's passkeys, each with when it was used and what can be done with it. */
export function PasskeyList({
  keys,
  isLast,
}: {
  readonly keys: readonly PasskeyView[]
  /** True when there is one, and no other factor, and there must be one. */
  readonly isLast: boolean
}) {
  if (keys.length === 0) return <p className="text-text-2">None yet.</p>
  return (
    <ul className="grid divide-y divide-line rounded-md border border-line">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
          <div className="min-w-0 flex-1 basis-48">
            <p className="font-medium [overflow-wrap:anywhere]">{key.name}</p>
            <p className="text-xs text-text-2">{factsOf(key)}</p>
          </div>
          <div className="flex gap-2">
            <Rename passkey={key} />
            <Confirmed
              label="Remove"
              name={`Remove ${key.name}`}
              ask={`Remove the passkey “${key.name}”?`}
              means="It signs nobody in any more, and your other sessions end."
              blocked={
                isLast
                  ? "It is your only second factor, and you need one. Set up another to remove it."
                  : null
              }
              fields={{ act: "remove-passkey", id: key.id }}
            />
          </div>
        </li>
      ))}
    </ul>
  )
}

function factsOf({ createdAt, lastUsedAt, isSynced }: PasskeyView): string {
  const used = lastUsedAt ? `last used ${lastUsedAt.slice(0, 10)}` : "not used yet"
  return `Added ${createdAt.slice(0, 10)} · ${used} · ${isSynced ? "synced by its maker" : "on one device"}`
}

function Rename({ passkey }: { readonly passkey: PasskeyView }) {
  const [isOpen, setOpen] = useState(false)
  const { state } = useNavigation()
  useEffect(() => {
    if (state === "loading") setOpen(false)
  }, [state])
  return (
    <>
      <Button aria-label={`Rename ${passkey.name}`} onClick={() => setOpen(true)}>
        Rename
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Rename the passkey">
        <Form method="post" action={factorsPage} className="grid gap-4">
          <input type="hidden" name="act" value="rename-passkey" />
          <input type="hidden" name="id" value={passkey.id} />
          <Field
            label="Name"
            name="name"
            defaultValue={passkey.name}
            maxLength={longestPasskeyName}
            autoComplete="off"
            data-first-focus
          />
          <DialogActions onCancel={() => setOpen(false)} disabled={state !== "idle"}>
            Rename
          </DialogActions>
        </Form>
      </Dialog>
    </>
  )
}
