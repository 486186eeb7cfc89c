import type { ReactNode } from "react"
import { BrandMark } from "#app/ui/brand-mark.tsx"

/** The card of every page on the way in. */
export function SsoCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-[25rem] gap-4 rounded-lg border border-line bg-surface p-8 text-md [overflow-wrap:anywhere]">
        <h1 className="flex items-center gap-3 text-xl font-semibold">
          <BrandMark className="size-7 shrink-0" /> {title}
        </h1>
        {children}
      </div>
    </main>
  )
}
