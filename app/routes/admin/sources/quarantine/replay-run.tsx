import { useState } from "react"
import type { ReplayChoice } from "#app/domain/replay/replay.ts"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { useSteps } from "#app/ui/use-steps.ts"

type Step = { readonly act: "replay"; readonly count: number; readonly next: string | null }

/** Replays a choice step by step, and says how far it is. Leaving the page ends it after the step under way. */
export function ReplayRun({
  source,
  choice,
  label,
  confirm,
}: {
  readonly source: string
  readonly choice: ReplayChoice
  readonly label: string
  /** Asked first, with this on the deciding button. */
  readonly confirm?: string
}) {
  const { run, failed, start } = useReplay(source, choice)
  const [isAsked, setIsAsked] = useState(false)
  const begin = () => {
    setIsAsked(false)
    start()
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={run?.isDone === false} onClick={confirm ? () => setIsAsked(true) : begin}>
        {label}
      </Button>
      <p role="status" className="text-sm text-text-2">
        {run ? (run.isDone ? `${run.count} put in again.` : `${run.count} put in again so far …`) : null}
      </p>
      {failed ? (
        <p role="alert" className="text-sm text-s1-ink">
          {failed}
        </p>
      ) : null}
      {confirm ? (
        <Dialog open={isAsked} onClose={() => setIsAsked(false)} title={`${label}?`}>
          <div className="grid gap-4">
            <p className="text-text-2">
              They are read again as if they came now. Alerts that come of them are marked as replayed, have
              no deadline and page nobody.
            </p>
            <DialogActions onCancel={() => setIsAsked(false)} onClick={begin} data-first-focus type="button">
              {confirm}
            </DialogActions>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}

function useReplay(source: string, choice: ReplayChoice) {
  const [run, setRun] = useState<{ readonly count: number; readonly isDone: boolean } | null>(null)
  const { failed, start } = useSteps<Step>({
    send: (submit, after) =>
      void submit(
        { act: "replay", choice: JSON.stringify(choice), after },
        { method: "post", action: `/admin/sources/${source}/quarantine` },
      ),
    onStep: ({ count, next }) =>
      setRun((before) => ({ count: (before?.count ?? 0) + count, isDone: next === null })),
  })
  return {
    run: failed ? null : run,
    failed: failed?.message ?? null,
    start: () => {
      setRun({ count: 0, isDone: false })
      start()
    },
  }
}
