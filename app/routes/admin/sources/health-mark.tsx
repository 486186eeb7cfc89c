import { CircleCheck, CircleDashed, CirclePause, type LucideIcon, VolumeX } from "lucide-react"
import type { SourceHealth } from "#app/domain/sources/health.ts"

const marks: Record<
  SourceHealth,
  { readonly word: string; readonly icon: LucideIcon; readonly ink: string }
> = {
  live: { word: "Live", icon: CircleCheck, ink: "text-done-ink" },
  silent: { word: "Silent", icon: VolumeX, ink: "text-s2-ink" },
  waiting: { word: "Never heard", icon: CircleDashed, ink: "text-text-2" },
  paused: { word: "Paused", icon: CirclePause, ink: "text-text-2" },
}

/** The state of a feed: a picture and a word, never colour alone. */
export function HealthMark({ health }: { readonly health: SourceHealth }) {
  const { word, icon: Icon, ink } = marks[health]
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${ink}`}>
      <Icon className="size-4" aria-hidden="true" /> {word}
    </span>
  )
}
