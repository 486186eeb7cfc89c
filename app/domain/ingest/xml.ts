import { Parser } from "htmlparser2"
import { UnreadableBody } from "./unreadable-body.ts"

/** An XML element: names without a prefix keep their case, text is what stands directly inside. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string }

const maxDepth = 32
const maxElements = 2_000_000

/**
 * Hands over every element of the given names with what is inside, in document order, outermost first. Nothing outside
 * of them is kept, so a report of megabytes costs as much as its largest entry. No DTD is read: only the five entities
 * of XML and character references are known.
 *
 * @throws UnreadableBody for a document with a DTD, nesting beyond a report's, or too many elements
 */
export function eachElement(
  text: string,
  names: readonly string[],
  visit: (element: Element, path: readonly string[]) => void,
): void {
  const path: string[] = []
  const open: Growing[] = []
  let count = 0
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.startsWith("!")) throw new UnreadableBody("XML with a document type definition is not read")
      },
      onopentag(name, attributes) {
        if (path.length >= maxDepth) throw new UnreadableBody(`XML nested more than ${maxDepth} levels deep`)
        if (++count > maxElements) throw new UnreadableBody(`XML of more than ${maxElements} elements`)
        path.push(name)
        if (open.length === 0 && !names.includes(name)) return
        const element: Growing = { name, attributes, children: [], text: "" }
        open.at(-1)?.children.push(element)
        open.push(element)
      },
      ontext(data) {
        const element = open.at(-1)
        if (element) element.text += data
      },
      onclosetag() {
        path.pop()
        const element = open.pop()
        if (element && open.length === 0) visit(element, path)
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The text of the first element at a path below; null where there is none or it is empty. */
export function textAt(element: Element | undefined, ...path: readonly string[]): string | null {
  let here = element
  for (const name of path) here = here?.children.find((child) => child.name === name)
  return here?.text.trim() || null
}
