import type { LucideIcon } from "lucide-react"
import { LogOut, Moon, Sun, UserRound } from "lucide-react"
import type { ReactNode } from "react"
import { Form, Link, NavLink, useLocation, useNavigation, useRouteLoaderData } from "react-router"
import type { Theme } from "#app/http/theme.ts"
import { BrandMark } from "./brand-mark.tsx"
import { ToastRegion } from "./toast.tsx"
import { Said } from "./said.tsx"

export type NavItem = {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
}

/** The frame around every signed-in page: top bar, navigation at the side, at the foot on a phone. */
export function Shell({
  area,
  person,
  nav,
  status,
  children,
}: {
  readonly area: string
  readonly person: { readonly name: string; readonly role: string }
  readonly nav: readonly NavItem[]
  readonly status?: ReactNode
  readonly children: ReactNode
}) {
  const loading = useNavigation().state === "loading"
  return (
    <ToastRegion>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:p-2"
      >
        Skip to content
      </a>
      <header className="fixed inset-x-0 top-0 z-30 flex h-12 items-center gap-3 border-b border-line bg-surface px-3">
        <Link to="/" className="flex items-center gap-2 font-semibold" aria-label="Watchfloor, start">
          <BrandMark className="size-6" />
          <span className="max-sm:hidden">Watchfloor</span>
        </Link>
        <span className="min-w-0 truncate rounded-full border border-line px-2 text-xs text-text-2">
          <Said>{area}</Said>
        </span>
        <div className="ml-auto flex shrink-0 items-center gap-2">
          {status}
          <ThemeSwitch />
          <Link
            to="/me"
            title="Your account"
            aria-label={`Your account, ${person.name}`}
            className="tap grid place-items-center rounded-md px-1 text-right leading-tight hover:bg-hover"
          >
            <UserRound className="size-4 text-text-2 sm:hidden" aria-hidden="true" />
            <span className="max-w-48 max-sm:hidden">
              <span className="block truncate text-xs font-medium">
                <Said>{person.name}</Said>
              </span>
              <span className="block text-2xs text-text-3">{person.role}</span>
            </span>
          </Link>
          <Form method="post" action="/sign-out">
            <button
              type="submit"
              className="tap grid place-items-center rounded-md text-text-2 hover:bg-hover hover:text-text"
              aria-label="Sign out"
              title="Sign out"
            >
              <LogOut className="size-4" aria-hidden="true" />
            </button>
          </Form>
        </div>
        {loading ? <div className="absolute inset-x-0 bottom-0 h-0.5 animate-pulse bg-accent" /> : null}
      </header>
      <nav
        aria-label="Main"
        className="fixed z-20 flex border-line bg-surface max-md:inset-x-0 max-md:bottom-0 max-md:h-14 max-md:overflow-x-auto max-md:border-t md:top-12 md:bottom-0 md:left-0 md:w-13 md:flex-col md:gap-1 md:border-r md:p-2 xl:w-52"
      >
        {nav.map(({ to, label, icon: Icon, keys }) => (
          <NavLink
            key={to}
            to={to}
            end={to.split("/").length === 2}
            title={keys ? `${label} (${keys})` : label}
            className={({ isActive }) =>
              `flex items-center gap-2.5 rounded-md text-sm max-md:flex-col max-md:justify-center max-md:shrink-0 max-md:grow max-md:gap-0.5 max-md:px-3 max-md:text-2xs md:h-9 md:px-2 ${isActive ? "bg-selected font-medium text-text" : "text-text-2 hover:bg-hover hover:text-text"}`
            }
          >
            <Icon className="size-5 shrink-0" aria-hidden="true" />
            <span className="md:max-xl:sr-only">{label}</span>
          </NavLink>
        ))}
      </nav>
      <main id="main" className="pt-12 max-md:pb-14 md:pl-13 xl:pl-52">
        {children}
      </main>
    </ToastRegion>
  )
}

function ThemeSwitch() {
  const theme = useRouteLoaderData<{ theme: Theme }>("root")?.theme ?? "dark"
  const { pathname, search } = useLocation()
  const other = theme === "dark" ? "light" : "dark"
  const Icon = theme === "dark" ? Sun : Moon
  return (
    <Form method="post" action="/theme" reloadDocument>
      <input type="hidden" name="theme" value={other} />
      <input type="hidden" name="to" value={pathname + search} />
      <button
        type="submit"
        className="tap grid place-items-center rounded-md text-text-2 hover:bg-hover hover:text-text"
        aria-label={`Switch to the ${other} theme`}
        title={`Switch to the ${other} theme`}
      >
        <Icon className="size-4" aria-hidden="true" />
      </button>
    </Form>
  )
}
