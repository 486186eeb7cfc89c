import { type Adapter, type CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { readWrittenTime } from "../written-time.ts"
import { bare, problemOf, severityOf, stateOf } from "./mail-words.ts"

/**
 * Mails to a source's mailbox, as the portal's mail door stores them: what was read of the mail beside the raw message. The
 * subject tells the problem and its state. Attachments are named and not read.
 */
export const mail: Adapter = {
  key: "mail",
  label: "E-mail",
  discipline: "noc",
  normalise: (body) => eventsOf(documentsOf(body, "The mail door"), mailEvent),
}

function mailEvent(document: unknown): CanonicalEvent {
  const unreadable = firstText(document, "unreadable")
  if (unreadable !== null) throw new UnreadableBody(`the mail cannot be read: ${unreadable}`)
  const read = at(document, "mail") ?? document
  const subject = firstText(read, "subject")
  const from = firstText(read, "from")
  const said = firstText(read, "text")
  const title = subject === null ? (said?.split("\n", 1)[0] ?? "").slice(0, 200) : bare(subject)
  if (title === "") throw new UnreadableBody("a mail without subject and text")
  const problem = problemOf(title)
  const attached = attachmentsOf(read)
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title,
    description: [said, attached].filter(Boolean).join("\n\n") || null,
    status: stateOf(title),
    severity: severityOf(title, firstText(read, "priority")),
    time: readWrittenTime("date", at(read, "date")),
    externalId: firstText(read, "messageId"),
    dedupeKey: [from?.toLowerCase() ?? null, problem],
    groupKey: [problem],
    rule: problem,
    observables: [...observable("mail", from), ...findObservables(title), ...findObservables(said)],
    techniques: findTechniques(title, said),
    labels: from === null ? {} : { from },
    expects: { subject, from },
  })
}

function attachmentsOf(read: unknown): string | null {
  const list = listOf(at(read, "attachments"))
  if (list.length === 0) return null
  const names = list.slice(0, 20).map((each) => text(at(each, "name")) ?? "without a name")
  return `Not read: ${list.length === 1 ? "an attachment" : `${list.length} attachments`} (${names.join(", ")}).`
}
