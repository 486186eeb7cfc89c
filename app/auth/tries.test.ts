import { expect, test } from "vitest"
import { placeOf, waitText } from "./tries.ts"

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::6", "2001:db8:1:2"],
  ["2001:0db8:0001:0002::6", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["::", "0:0:0:0"],
])("%s is the place %s", (address, place) => {
  expect(placeOf(address)).toBe(place)
})

test.each([
  [0.2, "Wait 1 second and"],
  [14.01, "Wait 15 seconds and"],
])("%s seconds", (seconds, words) => {
  expect(waitText(seconds)).toContain(words)
})
