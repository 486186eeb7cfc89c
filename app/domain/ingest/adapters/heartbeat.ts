import { type Adapter, ignored } from "../adapter.ts"

/**
 * A dead-man's switch: whatever calls its address says that it lives, and nothing else. Its silence is the alert, and the
 * portal raises it itself.
 */
export const heartbeat: Adapter = {
  key: "heartbeat",
  label: "Heartbeat",
  discipline: "noc",
  normalise: () => ignored("a beat"),
}
