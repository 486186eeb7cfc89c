import { useToasts } from "#app/ui/toast.tsx"
import type { ListedRow, LiveEvent } from "./live-list.ts"
import type { VerdictResult } from "./verdict.ts"

type Options = {
  readonly rows: readonly ListedRow[]
  readonly dispatch: (event: LiveEvent) => void
  readonly me: { readonly id: string; readonly name: string }
  readonly after: () => void
}

/** The verdicts as the keys call them: shown at once, sent, and reported with their undo; a refusal says who won. */
export function useVerdicts({ rows, dispatch, me, after }: Options) {
  const { show } = useToasts()

  /** The message and its undo are there at once: an undo that comes before the answer waits for it. */
  async function decide(
    ids: readonly string[],
    fields: Readonly<Record<string, string>>,
    done: string,
  ): Promise<void> {
    if (ids.length === 0) return
    const before = rows.filter((row) => ids.includes(row.id))
    const sent = post(ids, fields)
    let undone = false
    const undo = () => {
      undone = true
      void sent.then((results) => takeBack(keptOf(results ?? [])))
    }
    show({ text: ids.length === 1 ? `${done}.` : `${done}: ${ids.length} alerts.`, undo })
    const results = await sent
    const refused = (results ?? []).filter((result) => !result.ok)
    for (const { id, assignee, state } of before)
      if (!results || refused.some((result) => result.id === id))
        dispatch({ type: "patch", id, patch: { assignee, state }, gone: null })
    if (!results)
      return show({ text: "Not sent: the portal cannot be reached. Nothing was changed.", tone: "problem" })
    if (refused.length === 0 || undone) return
    const some = keptOf(results).length > 0
    show({
      text: report(results.length - refused.length, refused),
      tone: "problem",
      ...(some ? { undo } : {}),
    })
  }

  async function takeBack(list: readonly Undoable[]): Promise<void> {
    if (list.length === 0) return
    const answers = await Promise.all(list.map(({ id, undo }) => post([id], { verdict: "undo", undo })))
    const failed = answers
      .flatMap((results) => results ?? [{ id: "", ok: false as const, why: "the portal cannot be reached" }])
      .filter((result) => !result.ok)
    for (const { id } of list) dispatch({ type: "patch", id, patch: {}, gone: null })
    show(
      failed.length > 0
        ? { text: report(list.length - failed.length, failed), tone: "problem" }
        : { text: "Taken back." },
    )
  }

  return {
    take(ids: readonly string[]) {
      for (const id of ids) dispatch({ type: "patch", id, patch: { assignee: me, state: "acknowledged" } })
      return decide(ids, { verdict: "take" }, "Taken")
    },
    raise(ids: readonly string[]) {
      return decide(ids, { verdict: "raise" }, "Raised to an incident")
    },
    close(ids: readonly string[], disposition: string, comment: string) {
      for (const id of ids) dispatch({ type: "patch", id, patch: {}, gone: "closed by you" })
      if (ids.length === 1) after()
      return decide(ids, { verdict: "close", disposition, ...(comment ? { comment } : {}) }, "Closed")
    },
  }
}

type Undoable = { readonly id: string; readonly undo: string }

function keptOf(results: readonly VerdictResult[]): Undoable[] {
  return results.flatMap((result) => (result.ok && result.undo ? [{ id: result.id, undo: result.undo }] : []))
}

async function post(
  ids: readonly string[],
  fields: Readonly<Record<string, string>>,
): Promise<VerdictResult[] | null> {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  for (const id of ids) form.append("id", id)
  const answer = await fetch("/ops/queue/verdict", {
    method: "POST",
    body: form,
    headers: { accept: "application/json" },
  }).catch(() => null)
  if (!answer?.ok) return null
  const body = (await answer.json()) as { ok: boolean; value?: VerdictResult[] }
  return body.ok ? (body.value ?? null) : null
}

function report(done: number, refused: readonly VerdictResult[]): string {
  const why = [...new Set(refused.flatMap((result) => (result.ok ? [] : [result.why])))].slice(0, 2).join(" ")
  return done === 0 ? why : `${done} done, ${refused.length} skipped: ${why}`
}
