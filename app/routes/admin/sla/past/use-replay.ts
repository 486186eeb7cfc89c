import { useRef, useState } from "react"
import { useSteps } from "#app/ui/use-steps.ts"
import { type ShownTrial, withPart } from "./trial.ts"

/** A trial that asks for part after part and adds them up, until all is replayed or somebody stops it. */
export function useReplay() {
  const [trial, setTrial] = useState<ShownTrial | null>(null)
  const form = useRef<FormData | null>(null)
  const steps = useSteps<ShownTrial>({
    send: (submit, after) => {
      if (!form.current) return
      form.current.set("from", after)
      void submit(form.current, { method: "post", defaultShouldRevalidate: false })
    },
    onStep: (part) => setTrial((sofar) => withPart(sofar, part)),
  })
  const start = (fields: FormData) => {
    form.current = fields
    setTrial(null)
    steps.start()
  }
  return { trial, steps, start }
}
