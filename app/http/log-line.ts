// C0 is escaped by JSON already; a terminal also obeys C1, and shows text the wrong way round after a bidi mark.
const unsafe = /[\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/** A line of JSON that no terminal or viewer of logs can be steered with: the same JSON, such characters escaped. */
export function safeLine(json: string): string {
  return json.replaceAll(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

/**
 * A message without the values of a statement: the database driver quotes them, and among them are addresses, hashes of
 * secrets and text of clients.
 */
export function withoutParameters(message: string): string {
  return message.replace(/\n?params: [\s\S]*?(?=\n {4}at |$)/g, "")
}
