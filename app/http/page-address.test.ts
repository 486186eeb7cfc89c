import { expect, test } from "vitest"
import { pageAddress } from "./page-address.ts"

test.each([
  ["/ops/queue?view=mine", "/ops/queue?view=mine"],
  ["/ops/queue.data?view=mine&_routes=routes%2Fops", "/ops/queue?view=mine"],
  ["/_root.data", "/"],
  ["/ops/_.data", "/ops"],
  ["/", "/"],
])("%s is %s", (asked, address) => expect(pageAddress(`http://x${asked}`)).toBe(address))
