/**
 * What is there and cannot be seen: controls but for tab and line ends, marks that turn the direction of text around, spaces
 * without width, fillers. The joiners of Indic scripts and of emoji and the signs of Arabic stay: without them words would
 * be wrong.
 */
const hidden =
  /(?!\p{Variation_Selector}|\p{Join_Control}|[\t\n\r\u0600-\u0605\u06DD])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu

/** No script stacks more marks on a letter; a tower of them would cover the lines around it. */
const towers = /(\p{M}{6})(\p{M}+)/gu

/** The text with every hidden character written out, such as [U+202E]: a name cannot look like another's. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      hidden,
      (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    )
    .replaceAll(towers, (_all, kept: string, rest: string) => `${kept}[+${Array.from(rest).length} marks]`)
}
