import { Tabs } from "#app/ui/tabs.tsx"

/** The pages of one source. */
export function SourceTabs({
  id,
  adapter,
  current,
}: {
  readonly id: string
  readonly adapter: string
  readonly current: "overview" | "mapping" | "dedupe" | "quarantine"
}) {
  const at = `/admin/sources/${id}`
  const tabs = [
    { key: "overview", label: "Overview", to: at },
    ...(adapter === "mapped" ? [{ key: "mapping", label: "Mapping", to: `${at}/mapping` }] : []),
    { key: "dedupe", label: "Dedupe", to: `${at}/dedupe` },
    { key: "quarantine", label: "Quarantine and replay", to: `${at}/quarantine` },
  ]
  return (
    <div className="mb-4 border-b border-line">
      <Tabs label="Pages of the source" tabs={tabs} current={current} />
    </div>
  )
}
