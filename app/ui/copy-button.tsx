import { Check, Copy } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "./button.tsx"

/** Copies a text; says so for a moment, in a live region. */
export function CopyButton({
  text,
  label = "Copy",
  look = "quiet",
}: {
  readonly text: string
  readonly label?: string
  readonly look?: "primary" | "quiet"
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : Copy
  return (
    <Button
      look={look}
      onClick={() =>
        void navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
    >
      <Icon className="size-4" aria-hidden="true" />
      <span aria-live="polite">{copied ? "Copied." : label}</span>
    </Button>
  )
}
