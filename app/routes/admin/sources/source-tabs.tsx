import { Tabs } from "#app/ui/tabs.tsx"

/** The pages of one source. */
export function SourceTabs({
  id,
  adapter,
  current,
}: {
  readonly id: string
  readonly adapter: string
  readonly current: "overview" | "mapping" | "quarantine"
}) {
  const at = `/admin/sources/${id}`
  return (
    <Tabs
      label="This source"
      current={current}
      tabs={[
        { key: "overview", label: "Overview", to: at },
        ...(adapter === "mapped" ? [{ key: "mapping", label: "Mapping", to: `${at}/mapping` }] : []),
        { key: "quarantine", label: "Quarantine and replay", to: `${at}/quarantine` },
      ]}
    />
  )
}
