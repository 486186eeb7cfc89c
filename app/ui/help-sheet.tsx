import { useState } from "react"
import { Kbd } from "./button.tsx"
import { Dialog } from "./dialog.tsx"
import { type Hotkey, hotkeysAreOff, switchHotkeys, useHotkeys } from "./hotkeys.ts"

/** `?` shows the keys of the screen, from the very list that binds them. */
export function HelpSheet({ hotkeys }: { readonly hotkeys: readonly Hotkey[] }) {
  const [open, setOpen] = useState(false)
  const [off, setOff] = useState(false)
  useHotkeys([{ keys: "Shift+?", does: "Keys of this screen", run: () => setOpen(true) }])
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title="Keys of this screen">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {hotkeys.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt className="text-right">
              <Kbd>{nameOf(keys)}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-4"
          checked={off || hotkeysAreOff()}
          onChange={(event) => {
            switchHotkeys(event.target.checked)
            setOff(event.target.checked)
          }}
        />
        Switch single keys off in this browser
      </label>
    </Dialog>
  )
}

function nameOf(keys: string): string {
  return keys
    .replace("$mod", "Ctrl")
    .replace("Space", "space")
    .replace("Shift+?", "?")
    .replaceAll("Arrow", "")
    .replace("BracketLeft", "[")
}
