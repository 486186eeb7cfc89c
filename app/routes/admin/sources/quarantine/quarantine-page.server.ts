import * as z from "zod"
import { countReplay, listQuarantined, readQuarantineReasons } from "#app/domain/replay/read.server.ts"
import { replayChoice } from "#app/domain/replay/replay.ts"
import { replayDeliveries } from "#app/domain/replay/replay-deliveries.server.ts"
import { setAside } from "#app/domain/replay/set-aside.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId, type SourceId } from "#app/kernel/ids.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

const query = z.object({
  state: z.enum(["waiting", "settled"]).catch("waiting"),
  reason: z.string().max(500).optional(),
  after: z.string().max(200).optional(),
})

/** What the list of a source's quarantine shows. @throws DomainError `not_found` */
export async function readQuarantinePage(t: ReadTx<"sources.read">, id: SourceId, search: URLSearchParams) {
  const { state, reason, after } = query.parse(Object.fromEntries(search))
  const source = await readSource(t, id)
  const { items, nextCursor } = await listQuarantined(
    t,
    id,
    { state, ...(reason ? { reason } : {}) },
    { ...(after ? { after } : {}), limit: 20 },
  )
  return {
    id,
    name: source.name,
    adapter: source.adapter,
    client: source.client,
    state,
    reason: reason ?? null,
    nextCursor,
    reasons: await readQuarantineReasons(t, id),
    today: t.now.toString().slice(0, 10),
    rows: items.map((row) => ({
      ...row,
      receivedAt: row.receivedAt.toString(),
      replayedAt: row.replayedAt?.toString() ?? null,
      settledAt: row.settledAt?.toString() ?? null,
    })),
  }
}

type Tx = TenantTx<"sources.manage" | "sources.read">

const why = z
  .string()
  .trim()
  .min(3, "Say in a few words why it needs no alert.")
  .max(500, "Use 500 characters at most.")
const deeds = z.discriminatedUnion("act", [
  z.object({ act: z.literal("replay"), choice: z.string().max(2000), after: z.string().max(40).default("") }),
  z.object({ act: z.literal("count"), choice: z.string().max(2000) }),
  z.object({
    act: z.literal("set-aside"),
    delivery: z.string().optional(),
    reason: z.string().optional(),
    why,
  }),
])

/** Does what a button of the page asks for. @throws DomainError */
export async function applyQuarantineDeed(t: Tx, id: SourceId, form: FormData) {
  const parsed = deeds.safeParse(Object.fromEntries(form))
  if (!parsed.success)
    throw invalid("The form is incomplete.", { why: parsed.error.issues[0]?.message ?? "is missing" })
  const deed = parsed.data
  if (deed.act === "replay") {
    const after = deed.after === "" ? null : parseId("delivery", deed.after)
    return { act: deed.act, ...(await replayDeliveries(t, id, choiceIn(deed.choice), after)) }
  }
  if (deed.act === "count") {
    const choice = choiceIn(deed.choice)
    if (choice.kind !== "range") throw invalid("Only a range can be counted.")
    const source = await readSource(t, id)
    return { act: deed.act, count: await countReplay(t, source.client, id, choice), choice }
  }
  const what = deed.delivery ? { id: parseId("delivery", deed.delivery) } : { reason: deed.reason ?? "" }
  return { act: deed.act, count: await setAside(t, id, what, deed.why) }
}

function choiceIn(text: string) {
  const parsed = replayChoice.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid("This cannot be replayed as it stands.", {
    [String(issue?.path[0] ?? "from")]: `This ${issue?.message ?? "is not right"}.`,
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
