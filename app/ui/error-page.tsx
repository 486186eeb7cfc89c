import { isRouteErrorResponse } from "react-router"
import { buttonClass } from "./button.tsx"

/** What went wrong, in words, with a way out: the whole page, or what a layout shows in a page's place. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  const { title, message } = wordsOf(error)
  return (
    <div className="mx-auto max-w-xl px-6 py-24">
      <title>{`${title} · Watchfloor`}</title>
      <h1 className="mb-2 text-2xl font-semibold">{title}</h1>
      <p className="mb-6 text-md text-text-2">{message}</p>
      <a href="/" className={buttonClass("primary")}>
        Back to the start
      </a>
    </div>
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
