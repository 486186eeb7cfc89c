import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"

export function BackToSla({ tab }: { readonly tab?: "calendars" }) {
  return (
    <div className="px-4 pt-4">
      <Link
        to={tab ? `/admin/sla?tab=${tab}` : "/admin/sla"}
        className="inline-flex items-center gap-1 text-xs text-link hover:underline"
      >
        <ArrowLeft className="size-4" aria-hidden="true" /> {tab ? "Calendars" : "SLA policies"}
      </Link>
    </div>
  )
}
