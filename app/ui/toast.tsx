import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { Button, Kbd } from "./button.tsx"
import { Said } from "./said.tsx"

export type Toast = { readonly text: string; readonly tone?: "plain" | "problem"; readonly undo?: () => void }

type Toasts = { readonly show: (toast: Toast) => void; readonly undoLast: () => void }

const ToastContext = createContext<Toasts>({ show: () => {}, undoLast: () => {} })

/** Seconds a message stays and can be undone; it waits while pointed at or focused. */
const staySeconds = 8

/** Shows one message at a time at the foot of the page, with its undo. */
export function ToastRegion({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null)
  const [held, setHeld] = useState(false)
  const latest = useRef<Toast | null>(null)
  latest.current = toast
  const show = useCallback((next: Toast) => setToast(next), [])
  const undoLast = useCallback(() => {
    latest.current?.undo?.()
    setToast(null)
  }, [])
  useEffect(() => {
    if (!toast || held) return
    const timer = setTimeout(() => setToast(null), staySeconds * 1000)
    return () => clearTimeout(timer)
  }, [toast, held])
  const value = useMemo(() => ({ show, undoLast }), [show, undoLast])
  return (
    <ToastContext value={value}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4 md:bottom-6"
      >
        {toast ? (
          <div
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
            className={`pointer-events-auto flex items-center gap-3 rounded-lg border px-4 py-2 text-sm shadow-pop ${toast.tone === "problem" ? "border-s1 bg-s1-tint text-s1-ink" : "border-line bg-surface text-text"}`}
          >
            <Said>{toast.text}</Said>
            {toast.undo ? (
              <Button onClick={undoLast}>
                Undo <Kbd>u</Kbd>
              </Button>
            ) : null}
            <button
              type="button"
              aria-label="Dismiss"
              className="tap text-text-3 hover:text-text"
              onClick={() => setToast(null)}
            >
              ×
            </button>
          </div>
        ) : null}
      </div>
    </ToastContext>
  )
}

export function useToasts(): Toasts {
  return use(ToastContext)
}
