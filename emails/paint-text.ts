import { addressOf, type Block, type Letter, productName } from "./letter.ts"

export const hiddenLink = "The link is not shown here."

/** The mail as plain text: all that its HTML says, in the same order. */
export function paintText(letter: Letter, portalUrl: string): string {
  const footer = `${productName}, ${portalUrl}\nYou get this mail ${letter.reason}`
  return `${[...letter.blocks.map((block) => paintBlock(block, portalUrl)), `-- \n${footer}`].join("\n\n")}\n`
}

function paintBlock(block: Block, portalUrl: string): string {
  switch (block.kind) {
    case "text":
      return block.text
    case "link":
      return `${block.label}:\n${block.url || hiddenLink}`
    case "facts":
      return block.rows.map(([label, value]) => `${label}: ${value}`).join("\n")
    case "places":
      return block.rows
        .map(({ label, path, text }) => [`${label}: ${text}`, addressOf(portalUrl, path)].join("\n").trim())
        .join("\n\n")
  }
}
