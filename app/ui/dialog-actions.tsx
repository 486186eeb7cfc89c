import type { ComponentProps } from "react"
import { Button } from "./button.tsx"

/** How a dialog ends: with nothing done, or with the button that names what it does. */
export function DialogActions({
  onCancel,
  look = "primary",
  type = "submit",
  isCancelFirst = false,
  ...does
}: {
  readonly onCancel: () => void
  /** Where the focus begins. */
  readonly isCancelFirst?: boolean
} & ComponentProps<typeof Button>) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onCancel} data-first-focus={isCancelFirst || undefined}>
        Cancel
      </Button>
      <Button look={look} type={type} {...does} />
    </div>
  )
}
