import { expect, test } from "vitest"
import { defang } from "./defang.ts"

test.each([
  ["url", "https://evil.example/a.b?c=d.e", "hxxps://evil[.]example/a.b?c=d.e"],
  ["url", "HTTP://1.2.3.4:80/x", "hxxp://1[.]2[.]3[.]4:80/x"],
  ["url", "ftp://files.evil.example", "ftp://files[.]evil[.]example"],
  ["domain", "mail.evil.example", "mail[.]evil[.]example"],
  ["mail", "a.b@evil.example", "a[.]b[@]evil[.]example"],
  ["ip", "10.0.0.7", "10.0.0.7"],
  ["user", "DOM\\a.b", "DOM\\a.b"],
] as const)("%s %s", (type, value, shown) => expect(defang(type, value)).toBe(shown))
