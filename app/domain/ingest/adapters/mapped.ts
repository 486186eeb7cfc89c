import { type Adapter, events, ignored } from "../adapter.ts"
import { readyMapping, type ReadyMapping } from "../mapping/map-event.ts"
import { mappingSchema } from "../mapping/mapping.ts"
import { readMapped } from "../mapping/read-mapped.ts"
import { UnreadableBody } from "../unreadable-body.ts"

/** Why deliveries wait until somebody has said how they are read. They are replayed then. */
export const noMapping = "no mapping yet"

/** Any tool whose payloads an administrator explained: the reading is the source's own, kept in versions. */
export const mapped: Adapter = {
  key: "mapped",
  label: "Any tool (mapped)",
  discipline: "noc",
  normalise(body, settings) {
    if ((settings ?? null) === null) return ignored(noMapping)
    const found = readMapped(body, readyOf(settings))
    return found.length > 0
      ? events(found.map(({ event }) => event))
      : ignored("the mapping finds no events in the payload")
  },
}

/** Settings are read once a batch; so are their expressions. */
const ready = new WeakMap<object, ReadyMapping>()

function readyOf(settings: unknown): ReadyMapping {
  const known = typeof settings === "object" && settings !== null ? ready.get(settings) : undefined
  if (known) return known
  const read = mappingSchema.safeParse(settings)
  if (!read.success) throw new UnreadableBody("the saved mapping cannot be read any more; save a new one")
  const made = readyMapping(read.data)
  ready.set(settings as object, made)
  return made
}
