import { at } from "./fields.ts"

/**
 * What is listed on the pages that APIs answer with: of each document the entries of the first of these lists it has,
 * else the document itself. A name may be a path: `reply.alerts`.
 */
export function entriesOf(documents: readonly unknown[], ...lists: readonly string[]): readonly unknown[] {
  return documents.flatMap((document) => {
    for (const name of lists) {
      const list = at(document, ...name.split("."))
      if (Array.isArray(list)) return list as unknown[]
    }
    return [document]
  })
}

/** Whether the documents are pages with nothing on them: an answer of an API that found nothing. */
export function isEmptyPage(documents: readonly unknown[], ...lists: readonly string[]): boolean {
  return documents.length > 0 && entriesOf(documents, ...lists).length === 0
}
