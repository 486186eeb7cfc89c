import { expect, test } from "vitest"
import { momentText } from "./moment.ts"

test.each([
  [undefined, "21 November 2026, 07:25 UTC"],
  ["UTC", "21 November 2026, 07:25 UTC"],
  ["Europe/Sofia", "21 November 2026, 09:25 (Europe/Sofia)"],
  ["America/St_Johns", "21 November 2026, 03:55 (America/St_Johns)"],
  ["Mars/Olympus", "21 November 2026, 07:25 UTC"],
])("2.9.10 a moment in %s", (zone, text) => expect(momentText("2026-11-21T07:25:30Z", zone)).toBe(text))
