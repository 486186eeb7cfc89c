import { LocalTime } from "#app/ui/local-time.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"

export type VersionRow = {
  readonly version: number
  readonly effectiveFrom: string
  readonly createdBy: string
}

/** Every version of something that is never overwritten, newest first. */
export function VersionList({ versions }: { readonly versions: readonly VersionRow[] }) {
  return (
    <Section title="Versions">
      <ol className="grid gap-2 text-sm">
        {versions.map(({ version, effectiveFrom, createdBy }) => (
          <li
            key={version}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line pb-1"
          >
            <span>
              <span className="font-medium">Version {version}</span>{" "}
              <span className="text-text-2">
                by <Said>{createdBy}</Said>
              </span>
            </span>
            <span className="flex items-baseline gap-2 text-xs text-text-3">
              from <LocalTime at={effectiveFrom} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
