import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import type { MailRow } from "./row.ts"

type Deed = keyof MailRow["can"]

const deeds = {
  resend: {
    label: "Send again",
    look: "primary",
    ask: "Send this mail again?",
    means: "It gets all its tries anew. If an earlier try did arrive, its reader gets it twice.",
  },
  reveal: {
    label: "Show the link",
    look: "quiet",
    ask: "Show the link?",
    means: "Whoever has the link can use it in its reader's place. That you looked at it is written down.",
  },
  drop: {
    label: "Drop",
    look: "danger",
    ask: "Drop this mail?",
    means: "It is not tried again, and its link is erased.",
  },
} as const satisfies Record<Deed, object>

const order = ["resend", "reveal", "drop"] as const

/** What may be done with the mail, each asked for once more before it is done. */
export function MailDeeds({ can }: { readonly can: MailRow["can"] }) {
  const [asked, setAsked] = useState<Deed | null>(null)
  const navigation = useNavigation()
  useEffect(() => {
    if (navigation.state === "loading") setAsked(null)
  }, [navigation.state])
  const deed = asked && deeds[asked]
  return (
    <>
      {order
        .filter((name) => can[name])
        .map((name) => (
          <Button key={name} look={deeds[name].look} onClick={() => setAsked(name)}>
            {deeds[name].label}
          </Button>
        ))}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={deed?.ask ?? ""}>
        <Form method="post" className="grid gap-4">
          <input type="hidden" name="act" value={asked ?? ""} />
          <p className="text-text-2">{deed?.means}</p>
          <DialogActions
            onCancel={() => setAsked(null)}
            look={deed?.look ?? "quiet"}
            disabled={navigation.state !== "idle"}
          >
            {deed?.label}
          </DialogActions>
        </Form>
      </Dialog>
    </>
  )
}
