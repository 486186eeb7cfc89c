import type { Hotkey } from "#app/ui/hotkeys.ts"

/** What the keys of the queue call. */
export type QueueActions = {
  readonly move: (step: 1 | -1) => void
  readonly open: () => void
  readonly peek: () => void
  readonly toggle: () => void
  readonly extend: (step: 1 | -1) => void
  readonly take: () => void
  readonly raise: () => void
  readonly join: () => void
  readonly close: () => void
  readonly undo: () => void
  readonly showNew: () => void
  readonly leave: () => void
  readonly zone: () => void
}

/** The keyboard map of the queue; the help sheet is made from it. */
export function queueKeys(actions: QueueActions): readonly Hotkey[] {
  return [
    { keys: "j", does: "Next alert", run: () => actions.move(1) },
    { keys: "k", does: "Previous alert", run: () => actions.move(-1) },
    { keys: "ArrowDown", does: "Next alert", run: () => actions.move(1) },
    { keys: "ArrowUp", does: "Previous alert", run: () => actions.move(-1) },
    { keys: "Enter", does: "Open the alert", run: actions.open },
    { keys: "o", does: "Open the alert", run: actions.open },
    { keys: "Space", does: "Peek", run: actions.peek },
    { keys: "x", does: "Select", run: actions.toggle },
    { keys: "Shift+J", does: "Select and go on", run: () => actions.extend(1) },
    { keys: "Shift+K", does: "Select and go back", run: () => actions.extend(-1) },
    { keys: "1", does: "Take", run: actions.take },
    { keys: "2", does: "Raise to incident", run: actions.raise },
    { keys: "3", does: "Merge into an incident", run: actions.join },
    { keys: "4", does: "Close with reason", run: actions.close },
    { keys: "u", does: "Undo", run: actions.undo },
    { keys: "n", does: "Show new alerts", run: actions.showNew },
    { keys: "/", does: "Filter", run: () => document.getElementById("queue-search")?.focus() },
    { keys: "z", does: "Times in my zone or in UTC", run: actions.zone },
    { keys: "Escape", does: "Close peek, clear selection", run: actions.leave },
  ]
}
