import { useRef, useState } from "react"
import { useSteps } from "#app/ui/use-steps.ts"
import type { SimulationFacts } from "./simulation-result.tsx"

/** Tries a form's rules on the past, turn by turn; `facts` are of all the turns so far. */
export function useSimulation() {
  const [facts, setFacts] = useState<SimulationFacts | null>(null)
  const asked = useRef<FormData>(new FormData())
  const steps = useSteps<SimulationFacts>({
    send: (submit, look) => {
      asked.current.set("look", look)
      void submit(asked.current, { method: "post", action: "/admin/rules/simulate" })
    },
    onStep: setFacts,
  })
  const tryForm = (form: HTMLFormElement | null) => {
    if (!form) return
    asked.current = new FormData(form)
    setFacts(null)
    steps.start()
  }
  return { facts, steps, tryForm }
}
