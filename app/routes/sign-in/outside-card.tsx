import type { ReactNode } from "react"
import { Link } from "react-router"
import { BrandMark } from "#app/ui/brand-mark.tsx"

/** The one card of a page for whoever is not signed in. */
export function OutsideCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-[25rem] gap-4 rounded-lg border border-line bg-surface p-8 max-sm:p-6">
        <h1 className="flex items-center gap-3 text-xl font-semibold">
          <BrandMark className="size-7 shrink-0" /> {title}
        </h1>
        {children}
      </div>
    </main>
  )
}

/** Unknown, used, withdrawn, expired: the same page and the same words. */
export function DeadLink() {
  return (
    <OutsideCard title="This link does not work">
      <p className="text-text-2">
        It may have been used already, taken back, or be too old. Nothing was changed. Ask for a new one where
        you got it.
      </p>
      <BackToSignIn />
    </OutsideCard>
  )
}

/** While the page asks what its link is for. */
export function Looking() {
  return (
    <OutsideCard title="One moment">
      <p role="status" className="text-text-2">
        Looking the link up …
      </p>
      <noscript>
        <p className="text-s2-ink">
          This page needs JavaScript: the link's secret never leaves your browser without it.
        </p>
      </noscript>
    </OutsideCard>
  )
}

export function BackToSignIn() {
  return (
    <Link to="/sign-in" className="text-link hover:underline">
      To the sign-in page
    </Link>
  )
}
