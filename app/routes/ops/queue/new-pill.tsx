import type { LiveList } from "./live-list.ts"

/** What waits behind the list; pressing it (or `n`) brings the list up to date. */
export function NewPill({ list, onShow }: { readonly list: LiveList; readonly onShow: () => void }) {
  if (list.waiting.size === 0 && !list.rows.some((row) => row.gone)) return null
  const critical = [...list.waiting.values()].filter((row) => row.severity === "critical").length
  const look = critical > 0 ? "border-s1 bg-s1 text-on-s1" : "border-accent bg-accent text-on-accent"
  return (
    <div className="sticky top-12 z-20 flex justify-center">
      <button
        type="button"
        onClick={onShow}
        className={`tap absolute -top-1 rounded-full border px-4 text-sm font-medium shadow-pop ${look}`}
      >
        {pillText(list.waiting.size, critical)}
      </button>
    </div>
  )
}

function pillText(waiting: number, critical: number): string {
  if (waiting === 0) return "Update the list · n"
  return `${waiting} new${critical > 0 ? ` · ${critical} critical` : ""} · n`
}
