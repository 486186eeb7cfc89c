/** How many of them are whose: what is done in bulk is done to several clients at once. */
import { Said } from "#app/ui/said.tsx"
export function PerClient({
  rows,
}: {
  readonly rows: readonly { readonly client: { readonly name: string } }[]
}) {
  const counts = new Map<string, number>()
  for (const { client } of rows) counts.set(client.name, (counts.get(client.name) ?? 0) + 1)
  return (
    <ul className="grid max-h-48 grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 overflow-y-auto text-sm text-text-2">
      {[...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([name, count]) => (
          <li key={name} className="contents">
            <span className="tnum text-right font-medium text-text">{count}</span>
            <span className="truncate">
              <Said>{name}</Said>
            </span>
          </li>
        ))}
    </ul>
  )
}
