import { useEffect, useState } from "react"
import { Form, useNavigation } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { ExpectedField } from "./expected-field.tsx"

type Props = {
  readonly source: {
    readonly name: string
    readonly enabled: boolean
    readonly ratePerSecond: number
    readonly burst: number
    readonly adapter: string
    readonly expectedEverySeconds: number | null
  }
}

type Asked = "rotate" | "change" | "delete" | "pause"

/** What may be done with a feed; what stops it is asked about first. */
export function SourceDeeds({ source }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const navigation = useNavigation()
  useEffect(() => {
    if (navigation.state === "loading") setAsked(null)
  }, [navigation.state])
  const close = () => setAsked(null)
  return (
    <>
      <Button onClick={() => setAsked("change")}>Edit …</Button>
      <Button onClick={() => setAsked("rotate")}>New token …</Button>
      {source.enabled ? (
        <Button onClick={() => setAsked("pause")}>Pause …</Button>
      ) : (
        <Form method="post">
          <Button type="submit" name="act" value="resume">
            Resume
          </Button>
        </Form>
      )}
      <Button look="danger" onClick={() => setAsked("delete")}>
        Delete …
      </Button>

      <Dialog open={asked === "change"} onClose={close} title={`Edit ${source.name}`}>
        <Form method="post" className="grid gap-4">
          <TextField label="Name" name="name" defaultValue={source.name} required maxLength={200} />
          <TextField
            label="Requests a second"
            name="ratePerSecond"
            type="number"
            min={1}
            max={100_000}
            defaultValue={source.ratePerSecond}
            hint="What it may send steadily; beyond it the tool is told to come back."
          />
          <TextField
            label="Burst"
            name="burst"
            type="number"
            min={1}
            max={1_000_000}
            defaultValue={source.burst}
          />
          <ExpectedField adapter={source.adapter} value={source.expectedEverySeconds} />
          <Answer does="Save" act="change" onCancel={close} />
        </Form>
      </Dialog>
      <Dialog open={asked === "rotate"} onClose={close} title="A new token">
        <Form method="post" className="grid gap-4">
          <ChoiceField
            label="The old token"
            name="overlapHours"
            defaultValue="24"
            hint="Time to change the tool without a gap."
          >
            <option value="0">ends now</option>
            <option value="1">is good for 1 more hour</option>
            <option value="24">is good for 24 more hours</option>
            <option value="168">is good for 7 more days</option>
          </ChoiceField>
          <Answer does="Make a new token" act="rotate" onCancel={close} />
        </Form>
      </Dialog>
      <Dialog open={asked === "pause"} onClose={close} title={`Pause ${source.name}?`}>
        <Form method="post" className="grid gap-4">
          <p>Its deliveries are refused until it is resumed. Most tools do not send them again.</p>
          <Answer does="Pause it" act="pause" onCancel={close} />
        </Form>
      </Dialog>
      <Dialog open={asked === "delete"} onClose={close} title={`Delete ${source.name}?`}>
        <Form method="post" className="grid gap-4">
          <p>Its tokens are refused from now on. Its alerts and what it sent stay. This cannot be undone.</p>
          <Answer does={`Delete ${source.name}`} act="delete" danger onCancel={close} />
        </Form>
      </Dialog>
    </>
  )
}

function Answer({
  does,
  act,
  danger = false,
  onCancel,
}: {
  readonly does: string
  readonly act: string
  readonly danger?: boolean
  readonly onCancel: () => void
}) {
  return (
    <DialogActions
      onCancel={onCancel}
      look={danger ? "danger" : "primary"}
      name="act"
      value={act}
      data-first-focus
    >
      {does}
    </DialogActions>
  )
}
