import { useState } from "react"
import { Button } from "#app/ui/button.tsx"
import { StepsProgress } from "#app/ui/steps-progress.tsx"
import { useSteps } from "#app/ui/use-steps.ts"
import { TrialReport, type Tried } from "./trial-report.tsx"

/** Tries a recipe on the last seven days, turn by turn. */
export function RecipeTrial({ recipe }: { readonly recipe: string }) {
  const [tried, setTried] = useState<Tried | null>(null)
  const steps = useSteps<Tried>({
    send: (submit, look) => void submit({ act: "try", recipe, look }, { method: "post" }),
    onStep: setTried,
  })
  return (
    <div className="grid w-full gap-2">
      <div>
        <Button
          disabled={steps.isGoing}
          onClick={() => {
            setTried(null)
            steps.start()
          }}
        >
          {steps.isGoing ? "Going through seven days …" : "Try it on the last 7 days"}
        </Button>
      </div>
      <StepsProgress
        steps={steps}
        label="Trying the recipe"
        done={tried?.events}
        total={tried?.total}
        things="events"
      />
      {tried ? <TrialReport tried={tried} /> : null}
    </div>
  )
}
