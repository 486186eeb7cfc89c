import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
} from "react-router"
import type { Route } from "./+types/root"
import stylesheet from "./app.css?url"
import { readTheme, type Theme } from "./http/theme.ts"
import { buttonClass } from "./ui/button.tsx"
import { useNonce } from "./ui/nonce.ts"

export const links: Route.LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
]

export const meta: Route.MetaFunction = () => [{ title: "Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return { theme: readTheme(request.headers.get("cookie")) }
}

export function Layout({ children }: { readonly children: React.ReactNode }) {
  const nonce = useNonce()
  const data = useRouteLoaderData<{ theme: Theme }>("root")
  const theme = data?.theme ?? "dark"
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body className="font-sans text-sm antialiased">
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const { title, message } = wordsOf(error)
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <title>{`${title} · Watchfloor`}</title>
      <h1 className="mb-2 text-2xl font-semibold">{title}</h1>
      <p className="mb-6 text-md text-text-2">{message}</p>
      <a href="/" className={buttonClass("primary")}>
        Back to the start
      </a>
    </main>
  )
}

function wordsOf(error: unknown): { title: string; message: string } {
  if (!isRouteErrorResponse(error))
    return {
      title: "Something went wrong",
      message: "The fault is on our side and has been noted. Try again in a moment.",
    }
  const message =
    typeof error.data === "object" && error.data !== null && "message" in error.data
      ? String(error.data.message)
      : null
  if (error.status === 404)
    return {
      title: "Nothing here",
      message: message ?? "There is no such page, or it is not for you to see.",
    }
  if (error.status === 403)
    return { title: "Not allowed", message: message ?? "Your role does not allow this." }
  return { title: `Error ${error.status}`, message: message ?? error.statusText }
}
