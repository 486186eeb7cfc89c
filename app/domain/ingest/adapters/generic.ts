import {
  type Adapter,
  type CanonicalEvent,
  categories,
  type Category,
  ignored,
  type Observable,
  observableTypes,
} from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import { names, statuses } from "./generic-fields.ts"

/**
 * Our own format, for tools that can shape what they send:
 * `{title, severity, status, key, description, asset, time, url, category, discipline, rule, labels: {name: value},
 * techniques: ["T1110"], observables: [{type, value}]}`. Only `title` is needed. `severity` is one of our words or S1 to
 * S5; `status` is firing, resolved or info; `key` is what stays the same from firing to resolved. Common other names for
 * the fields are understood; so are lists, NDJSON, forms and plain text, whose first line is the title.
 */
export const generic: Adapter = {
  key: "generic",
  label: "Generic JSON",
  discipline: "noc",
  normalise(body) {
    const documents = read(body)
    // One entry that says what it is makes the delivery ours; the others are then kept too, marked as they are.
    if (documents.some((entry) => firstText(entry, ...names.title, ...names.key)))
      return eventsOf(documents, eventOf)
    if (documents.length > 0 && documents.every(isTest)) return ignored("a test message")
    throw new UnreadableBody("no title (or message, summary, name), which every alert needs")
  },
}

const isTest = (entry: unknown) => at(entry, "test") === true || at(entry, "ping") !== undefined

function read(body: Body): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  if (body.kind === "text") return [{ title: body.text.split("\n", 1)[0], description: body.text }]
  return documentsOf(body, "A generic source").flatMap((value) => {
    for (const list of ["alerts", "events"])
      if (Array.isArray(at(value, list))) return listOf(at(value, list))
    return [firstText(value, ...names.title) ? value : unwrap(value, "alert", "event", "data", "payload")]
  })
}

function eventOf(entry: unknown): CanonicalEvent {
  const title = firstText(entry, ...names.title)
  const key = firstText(entry, ...names.key)
  const asset = firstText(entry, ...names.asset)
  const rule = firstText(entry, ...names.rule)
  const description = firstText(entry, ...names.description)
  const discipline = firstText(entry, "discipline", "domain")?.toLowerCase() === "soc" ? "soc" : "noc"
  const time = names.time.find((name) => (at(entry, name) ?? null) !== null)
  return canonicalEvent({
    discipline,
    category: categoryOf(firstText(entry, "category"), discipline),
    title: title ?? `Alert ${key ?? "without a title"}`,
    description: description === title ? null : description,
    status: mapValue(statuses, "status", firstText(entry, ...names.status)),
    severity: mapValue(severityWords, "severity", firstText(entry, ...names.severity)),
    ...(time ? { time: readTime("time", at(entry, time)) } : {}),
    externalId: key,
    dedupeKey: key ? [key] : [null, title, asset],
    groupKey: [rule ?? title ?? key],
    asset,
    rule,
    url: firstText(entry, ...names.url),
    observables: [
      ...givenObservables(at(entry, "observables")),
      ...findObservables(title),
      ...findObservables(description),
    ],
    techniques: findTechniques(listOf(at(entry, "techniques")), title, description),
    labels: labelsFrom(entry),
    expects: { title },
  })
}

function categoryOf(given: string | null, discipline: "noc" | "soc"): Category {
  const known = categories.find((category) => category === given?.toLowerCase())
  return known ?? (discipline === "soc" ? "security" : "availability")
}

function givenObservables(list: unknown): Observable[] {
  return listOf(list)
    .slice(0, 200)
    .flatMap((item) => {
      const given = firstText(item, "type")?.toLowerCase()
      const type = observableTypes.find((known) => known === given)
      return type ? observable(type, firstText(item, "value")) : findObservables(text(item))
    })
}

const used = new Set<string>([...Object.values(names).flat(), "observables", "techniques"])

/** Labels given as an object or a list; of a payload without any, whatever fields we had no other use for. */
function labelsFrom(entry: unknown): Record<string, string> {
  const given = at(entry, "labels") ?? at(entry, "tags")
  if (isFields(given)) return labelsOf(given)
  if (Array.isArray(given)) return labelsOf({ tags: given })
  return labelsOf(Object.fromEntries(Object.entries(fieldsOf(entry)).filter(([name]) => !used.has(name))))
}
