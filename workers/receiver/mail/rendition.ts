import { isUtf8 } from "node:buffer"
import PostalMime, { type Email } from "postal-mime"
import { reading } from "./limits.ts"

/**
 * A mail as it is stored: the message as it came, which is the evidence, and what can be read of it, which the adapter goes
 * by. Reading a mail takes promises and adapters have none; so it is read once, here, and every later look reads the same.
 *
 * Never throws: a mail that cannot be read is stored with the reason, and goes to quarantine.
 */
export async function renditionOf(raw: Buffer): Promise<string> {
  const evidence = isUtf8(raw)
    ? { raw: raw.toString("utf8"), rawEncoding: "utf8" }
    : { raw: raw.toString("base64"), rawEncoding: "base64" }
  try {
    const mail = await PostalMime.parse(raw, {
      maxNestingDepth: reading.nesting,
      maxHeadersSize: reading.headerBytes,
      maxRfc822NestingDepth: 0,
    })
    return JSON.stringify({ mail: partsOf(mail), ...evidence })
  } catch (error) {
    const unreadable = error instanceof Error ? error.message : "unreadable"
    return JSON.stringify({ unreadable: unreadable.slice(0, 300), ...evidence })
  }
}

function partsOf(mail: Email) {
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value
  return {
    subject: mail.subject,
    from: mail.from?.address,
    date: mail.date,
    messageId: mail.messageId,
    priority: header("x-priority") ?? header("importance") ?? header("priority"),
    text: (mail.text ?? textOf(mail.html ?? "")).slice(0, reading.textLength),
    // Named, never opened: what an attachment holds is nothing an alert goes by.
    attachments: mail.attachments.slice(0, reading.attachments).map(({ filename, mimeType, content }) => ({
      name: filename,
      type: mimeType,
      bytes: typeof content === "string" ? content.length : content.byteLength,
    })),
  }
}

/** The words of a mail that has HTML alone; by one pass over its characters, for no pattern may run over hostile text. */
function textOf(html: string): string {
  let text = ""
  let isTag = false
  for (const c of html.slice(0, reading.textLength * 4)) {
    if (c === "<") isTag = true
    else if (c === ">") {
      isTag = false
      text += " "
    } else if (!isTag) text += c
  }
  return text.replaceAll(/\s+/g, " ").trim()
}
