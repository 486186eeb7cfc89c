import * as z from "zod"
import { bodyText } from "#app/domain/sources/mapping/dry-run.ts"
import { dryRun, readSample } from "#app/domain/sources/mapping/read.server.ts"
import { restoreMapping } from "#app/domain/sources/mapping/restore.server.ts"
import { saveMapping } from "#app/domain/sources/mapping/save.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { mappingOfForm } from "./mapping-form.ts"
import { previewMapping } from "./preview.server.ts"

type Tx = TenantTx<"sources.manage" | "sources.read">

/** What the page of a mapping asks for, by the form's `act`. */
const acts = {
  preview: async (t: Tx, id: SourceId, form: FormData) => {
    const sample = String(form.get("sample") ?? "")
    if (sample === "") return { act: "preview" as const, ...previewMapping(form, null, pastedOf(form)) }
    const delivery = await readSample(t, await readSource(t, id), parseId("delivery", sample))
    return { act: "preview" as const, ...previewMapping(form, delivery.contentType, bodyText(delivery)) }
  },
  "dry-run": async (t: Tx, id: SourceId, form: FormData) => {
    const after = String(form.get("after") ?? "")
    const source = await readSource(t, id)
    const from = after === "" ? null : parseId("delivery", after)
    return { act: "dry-run" as const, ...(await dryRun(t, source, mappingIn(form), from)) }
  },
  save: async (t: Tx, id: SourceId, form: FormData) => ({
    act: "save" as const,
    version: await saveMapping(t, id, mappingIn(form), numberIn(form, "base")),
  }),
  restore: async (t: Tx, id: SourceId, form: FormData) => ({
    act: "restore" as const,
    version: await restoreMapping(t, id, numberIn(form, "version")),
  }),
}
const act = z.enum(["preview", "dry-run", "save", "restore"])

/** @throws DomainError `invalid` with what is wrong by field */
export async function applyMappingDeed(t: Tx, id: SourceId, form: FormData) {
  const wanted = act.safeParse(form.get("act"))
  if (!wanted.success) throw invalid("The form is incomplete. Load the page again.")
  return await acts[wanted.data](t, id, form)
}

function mappingIn(form: FormData) {
  const read = mappingOfForm(form)
  if (!read.ok) throw invalid("The mapping is not right yet: see the fields.", read.error)
  return read.value
}

function numberIn(form: FormData, name: string): number {
  const read = z.coerce.number().int().min(0).max(1_000_000).safeParse(form.get(name))
  if (!read.success) throw invalid("The form is incomplete. Load the page again.")
  return read.data
}

/** What was pasted to try, at most a million characters. */
function pastedOf(form: FormData): string {
  const text = String(form.get("pasted") ?? "")
  if (text.length > 1_000_000)
    throw invalid("Paste a million characters at most.", { pasted: "Paste a million characters at most." })
  return text.trim() === "" ? examplePayload : text
}

const examplePayload = JSON.stringify({
  alarms: [
    {
      ...{ id: "al-101", name: "Cooling pump stopped", level: "major", state: "open" },
      ...{
        at: "2026-02-03T04:05:06Z",
        device: { name: "pump-7", ip: "10.4.0.17" },
        detail: "No flow for 30 s",
      },
      link: "https://scada.example/alarms/al-101",
    },
  ],
})
