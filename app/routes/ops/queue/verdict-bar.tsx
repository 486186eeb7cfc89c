import { Button, Kbd } from "#app/ui/button.tsx"

type Props = {
  readonly count: number
  readonly selected: number
  readonly onTake: () => void
  readonly onRaise: () => void
  readonly onJoin: () => void
  readonly onClose: () => void
  readonly onClear: () => void
}

/** The three verdicts at the foot of the screen, for the selection or the line the cursor is on. */
export function VerdictBar({ count, selected, onTake, onRaise, onJoin, onClose, onClear }: Props) {
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Verdicts"
      className="sticky bottom-0 z-10 mt-auto flex items-center gap-2 border-t border-line bg-surface px-4 py-2 max-md:bottom-14"
    >
      <span className="mr-auto text-xs text-text-2">
        {selected > 0 ? `${selected} selected` : "The marked alert"}
      </span>
      <Button look="primary" onClick={onTake}>
        Take <Key>1</Key>
      </Button>
      <Button onClick={onRaise}>
        Raise <Key>2</Key>
      </Button>
      <Button onClick={onJoin} aria-label="Add to an incident">
        Add to … <Key>3</Key>
      </Button>
      <Button onClick={onClose}>
        Close … <Key>4</Key>
      </Button>
      {selected > 0 ? <Button onClick={onClear}>Clear</Button> : null}
    </div>
  )
}

function Key({ children }: { readonly children: string }) {
  return (
    <span className="max-md:hidden">
      <Kbd>{children}</Kbd>
    </span>
  )
}
