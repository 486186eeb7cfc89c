import { expect, test } from "vitest"
import { visibleText } from "./visible-text.ts"

test.each([
  ["plain text stays", "Диск 97 % 漢字 שלום\nnext\tcolumn", "Диск 97 % 漢字 שלום\nnext\tcolumn"],
  ["a turned around file name", "invoice\u202Egnp.exe", "invoice[U+202E]gnp.exe"],
  ["isolates and their end", "\u2066a\u2069", "[U+2066]a[U+2069]"],
  ["an address with a space nobody sees", "admin\u200B@x.example", "admin[U+200B]@x.example"],
  ["the escapes of a terminal", "\u001b[31mred\u009b0m", "[U+001B][31mred[U+009B]0m"],
  ["half a pair", "a\uD800b", "a\uFFFDb"],
  ["a tag nobody sees", "a\u{E0041}b", "a[U+E0041]b"],
  ["a tower of marks", `Z${"\u0335".repeat(60)}!`, `Z${"\u0335".repeat(6)}[+54 marks]!`],
  ["a family stays one", "👩‍👩‍👧", "👩‍👩‍👧"],
  ["joined letters stay joined", "نامه\u200Cای", "نامه\u200Cای"],
])("%s", (_name, text, shown) => expect(visibleText(text)).toBe(shown))
