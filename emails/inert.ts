/** Longest text of somebody's own making in a mail, in characters people see as one or more code points. */
const longest = 120

/** What takes no room but changes how the rest reads: bidi controls, zero-width characters, tags, fillers. */
const unseen = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0]/gu
/** Joiners shape Persian, Indic and emoji text; anywhere else they hide something. */
const strayJoiner =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu
const spaces = /[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu

/**
 * Text of somebody's own making (a name, an organisation, a browser) as a mail may carry it: one line, no control or
 * unseen character, capped, and nothing a mail program turns into a link. An invitation is sent in our name; its inviter's
 * name must not be able to say anything but a name.
 */
export function inert(text: string): string {
  const line = text
    .slice(0, longest * 8)
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(unseen, "")
    .replaceAll(strayJoiner, "")
    .replaceAll(spaces, " ")
    // More marks than any language stacks on one letter run over the lines around.
    .replaceAll(/(\p{M}{4})\p{M}+/gu, "$1")
    .trim()
  return unlinked(capped(line)) || "–"
}

function capped(line: string): string {
  const characters = Array.from(line)
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line
}

/** A word joiner where mail programs look for an address: it is not seen, and what follows is no domain any more. */
function unlinked(line: string): string {
  return line.replaceAll(/:(?=\/\/)|(?<=[\p{L}\p{N}])(?:\.(?=\p{L})|@(?=[\p{L}\p{N}]))/gu, "$&\u2060")
}
