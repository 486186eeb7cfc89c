import { clsx } from "clsx"
import type { ComponentProps } from "react"

type Look = "primary" | "quiet" | "danger"

const looks: Record<Look, string> = {
  primary: "bg-accent text-on-accent border-accent hover:brightness-110",
  quiet: "bg-surface text-text border-control hover:bg-hover",
  danger: "bg-surface text-s1-ink border-s1 hover:bg-s1-tint",
}

/** The classes of a button, for links that look like one. */
export function buttonClass(look: Look = "quiet", className?: string): string {
  return clsx(
    "tap inline-flex items-center justify-center gap-1.5 rounded-md border px-3 py-1 text-sm font-medium whitespace-nowrap disabled:opacity-50",
    looks[look],
    className,
  )
}

export function Button({
  look = "quiet",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { readonly look?: Look }) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />
}

/** A key as it stands on the keyboard. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className="rounded-sm border border-line bg-sunken px-1 font-mono text-2xs text-text-2">
      {children}
    </kbd>
  )
}
