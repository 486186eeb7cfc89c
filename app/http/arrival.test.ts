import { expect, test } from "vitest"
import { screenOf } from "./arrival.ts"

test.each([
  ["/ops/queue?view=mine&q=secret", "/ops/queue"],
  ["/ops/queue.data?_routes=x", "/ops/queue"],
  ["/ops/alerts/01a1fc6a-7520-7f0c-938c-f88c179f45b0/facts", "/ops/alerts/:id/facts"],
  ["/api/v1/clients/01A1FC6A-7520-7F0C-938C-F88C179F45B0/sources", "/api/v1/clients/:id/sources"],
])("%s is the screen %s", (url, screen) => expect(screenOf(url)).toBe(screen))
