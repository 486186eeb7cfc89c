import { Tabs } from "#app/ui/tabs.tsx"

/** The pages of a source. */
export function SourceTabs({
  sourceId,
  current,
}: {
  readonly sourceId: string
  readonly current: "overview" | "dedupe"
}) {
  const at = `/admin/sources/${sourceId}`
  const tabs = [
    { key: "overview", label: "Overview", to: at },
    { key: "dedupe", label: "Dedupe", to: `${at}/dedupe` },
  ]
  return (
    <div className="mb-4 border-b border-line">
      <Tabs label="Pages of the source" tabs={tabs} current={current} />
    </div>
  )
}
