import { expect, test } from "vitest"
import { readTheme, themeCookie } from "./theme.ts"

test.each([
  [null, "dark"],
  ["theme=light", "light"],
  ["a=b; __Host-theme=light; c=d", "light"],
  ["theme=lightning", "dark"],
  ["mytheme=light", "dark"],
])("%s is %s", (cookie, theme) => expect(readTheme(cookie)).toBe(theme))

test("what is kept is read again, and pinned to the host over https", () => {
  for (const https of [true, false])
    expect(readTheme(themeCookie("light", https).split(";")[0] ?? "")).toBe("light")
  expect(themeCookie("dark", true)).toMatch(/^__Host-theme=dark; Path=\/;.*; Secure$/)
})
