import { useEffect, useRef } from "react"
import { tinykeys } from "tinykeys"

/** A key of this screen: what it does stands in the help sheet (`?`) and in tooltips. */
export type Hotkey = {
  readonly keys: string
  readonly does: string
  readonly run: (event: KeyboardEvent) => void
}

const offKey = "watchfloor-hotkeys-off"

/** Single keys can be switched off (WCAG 2.1.4); the choice stays in this browser. */
export function hotkeysAreOff(): boolean {
  return typeof localStorage !== "undefined" && localStorage.getItem(offKey) === "1"
}

export function switchHotkeys(off: boolean): void {
  if (off) localStorage.setItem(offKey, "1")
  else localStorage.removeItem(offKey)
}

/** True while typing or in a dialog: a letter then is a letter. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null
  // A box that was just ticked still has the focus: only the space bar is its own.
  if (target?.matches("input[type=checkbox]") && event.key !== " ") return isInDialog()
  if (target?.closest("input, textarea, select, [contenteditable=true]")) return true
  return isInDialog()
}

const isInDialog = () => document.querySelector("dialog[open]") !== null

/** Binds keys while the component is on screen. Keys with a modifier work everywhere, single keys only outside fields. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const current = useRef(hotkeys)
  current.current = hotkeys
  const names = hotkeys.map((hotkey) => hotkey.keys).join("|")
  useEffect(() => {
    const bindings = Object.fromEntries(
      names.split("|").map((keys) => [
        keys,
        (event: KeyboardEvent) => {
          const modified = keys.includes("$mod")
          if (!modified && (isBusy(event) || hotkeysAreOff())) return
          const hotkey = current.current.find((h) => h.keys === keys)
          if (!hotkey) return
          event.preventDefault()
          hotkey.run(event)
        },
      ]),
    )
    return tinykeys(window, bindings)
  }, [names])
}
