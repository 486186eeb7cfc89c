import type { ComponentProps, ReactNode } from "react"
import { BrandMark } from "#app/ui/brand-mark.tsx"

/** The one calm card of signing in and proving oneself. */
export function Card({
  title,
  problem,
  children,
}: {
  readonly title: string
  readonly problem?: string | null | undefined
  readonly children: ReactNode
}) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-[25rem] rounded-lg border border-line bg-surface p-6 sm:p-8">
        <h1 className="mb-6 flex items-center gap-3 text-xl font-semibold">
          <BrandMark className="size-7 shrink-0" /> {title}
        </h1>
        <Problem text={problem} />
        <div className="grid gap-4 text-md">{children}</div>
      </div>
    </main>
  )
}

/** What went wrong and what to do; fields point at it with `aria-describedby="problem"`. */
export function Problem({ text }: { readonly text: string | null | undefined }) {
  if (!text) return null
  return (
    <p id="problem" role="alert" className="mb-4 rounded-md bg-s1-tint px-3 py-2 text-md text-s1-ink">
      {text}
    </p>
  )
}

export function Field({
  label,
  hint,
  isWrong = false,
  ...input
}: {
  readonly label: string
  readonly hint?: string
  readonly isWrong?: boolean
} & ComponentProps<"input">) {
  const described = [isWrong ? "problem" : "", hint ? `${input.name}-hint` : ""].filter(Boolean).join(" ")
  return (
    <div className="grid gap-1">
      <label className="grid gap-1 text-sm font-medium">
        {label}
        <input
          required
          aria-invalid={isWrong || undefined}
          aria-describedby={described || undefined}
          className="h-10 w-full rounded-md border border-control bg-surface px-3 text-lg font-normal md:text-md"
          {...input}
        />
      </label>
      {hint ? (
        <p id={`${input.name}-hint`} className="text-xs text-text-2">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

export const linkClass = "text-link hover:underline"
