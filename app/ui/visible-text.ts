/**
 * What is there and cannot be seen: controls but for tab and line ends, marks that turn the direction of text around, spaces
 * without width, fillers. The joiners of Indic scripts and of emoji stay: without them words would be wrong.
 */
const hidden =
  /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F\xAD\u{34F}\u061C\u115F\u1160\u{17B4}\u{17B5}\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\u{E0000}-\u{E007F}]/gu

/** The text with every hidden character written out, such as [U+202E]: a name cannot look like another's. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      hidden,
      (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    )
}
