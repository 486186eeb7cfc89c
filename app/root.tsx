import { useEffect } from "react"
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router"
import type { Route } from "./+types/root"
import stylesheet from "./app.css?url"
import { readTheme, type Theme } from "./http/theme.ts"
import { ErrorPage } from "./ui/error-page.tsx"
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
  // For whoever drives the page by program: from here on it answers to keys and clicks.
  useEffect(() => {
    document.documentElement.dataset["interactive"] = ""
  }, [])
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
  return (
    <main>
      <ErrorPage error={error} />
    </main>
  )
}
