import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"

export function BackToRules() {
  return (
    <div className="px-4 pt-4">
      <Link to="/admin/rules" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
        <ArrowLeft className="size-4" aria-hidden="true" /> Correlation rules
      </Link>
    </div>
  )
}
