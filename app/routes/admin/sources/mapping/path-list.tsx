import type { PayloadPath } from "#app/domain/ingest/mapping/payload-paths.ts"
import { Said } from "#app/ui/said.tsx"

/** What a payload holds, as a tree; each place can be put into the field one was in. */
export function PathList({
  title,
  paths,
  into,
  onPick,
}: {
  readonly title: string
  readonly paths: readonly PayloadPath[]
  /** Label of the field it goes into. */
  readonly into: string
  readonly onPick: (path: string) => void
}) {
  if (paths.length === 0) return null
  return (
    <details open className="rounded-md border border-line bg-surface">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">
        {title} <span className="text-text-3">into “{into}”</span>
      </summary>
      <ul className="max-h-72 overflow-auto border-t border-line p-2" aria-label={title}>
        {paths.map(({ path, shows, depth }) => (
          <li key={path} className="flex">
            {Array.from({ length: depth }, (_, level) => (
              <span key={level} className="w-4 shrink-0" />
            ))}
            <button
              type="button"
              onClick={() => onPick(path)}
              className="flex min-h-6 w-full min-w-0 gap-2 rounded-sm px-1 text-left text-xs hover:bg-hover"
            >
              <code className="shrink-0">
                <Said>{path}</Said>
              </code>
              <span className="min-w-0 truncate text-text-3">
                <Said>{shows}</Said>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
