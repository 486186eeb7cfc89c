import { Tabs } from "#app/ui/tabs.tsx"

const tabs = [
  { key: "policies", label: "Policies", to: "/admin/sla" },
  { key: "calendars", label: "Calendars", to: "/admin/sla?tab=calendars" },
  { key: "clients", label: "Clients", to: "/admin/sla?tab=clients" },
  { key: "simulator", label: "Why due then", to: "/admin/sla/simulator" },
  { key: "past", label: "On the past", to: "/admin/sla/past" },
] as const

export type SlaTab = (typeof tabs)[number]["key"]

export function SlaTabs({ current }: { readonly current: SlaTab }) {
  return (
    <div className="mb-4 border-b border-line">
      <Tabs label="Service levels" tabs={[...tabs]} current={current} />
    </div>
  )
}
