import { Form } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { groupByValue, groupingFields } from "#app/domain/unrouted/group.ts"
import { howManyUnrouted, listUnrouted } from "#app/domain/unrouted/read.server.ts"
import { maxAtOnce } from "#app/domain/unrouted/unrouted.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { performAct } from "./acts.server.ts"
import { UnroutedGroupCard } from "./group-card.tsx"
import type { Route } from "./+types/unrouted"

export const meta: Route.MetaFunction = () => [{ title: "Unrouted · Watchfloor" }]

/** Events of a group whose contents the page carries; all of them count and are settled together. */
const samples = 3

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["unrouted.settle"], () => Promise.resolve())
    return withPortfolio(person, ["unrouted.settle", "clients.read"], async (t) => {
      const { items } = await listUnrouted(t, { limit: maxAtOnce })
      const fields = groupingFields(items)
      const asked = new URL(request.url).searchParams.get("by")
      const field = fields.find((f) => f === asked) ?? fields[0] ?? "title"
      const clients = (await listAllClients(t)).filter(({ status }) => status === "active")
      const nameOf = new Map((await listAllClients(t)).map(({ id, name }) => [id, name]))
      return {
        ...{ fields, field, now: t.now.epochMilliseconds },
        waiting: await howManyUnrouted(t),
        loaded: items.length,
        clients: clients.map(({ id, name }) => ({ id, name })),
        groups: groupByValue(items, field).map(({ events, ...group }) => ({
          ...group,
          ids: events.map(({ id }) => id),
          newest: events[0]?.receivedAt.toString() ?? "",
          bound: [
            ...new Set(events.flatMap((e) => (e.assignedTo ? [nameOf.get(e.assignedTo) ?? "a client"] : []))),
          ],
          samples: events.slice(0, samples).map(({ id, receivedAt, event }) => ({
            id,
            receivedAt: receivedAt.toString(),
            event,
          })),
        })),
      }
    })
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["unrouted.settle"], () => Promise.resolve())
    return performAct(person, form)
  })
}

export default function Unrouted({ loaderData }: Route.ComponentProps) {
  const { groups, fields, field, waiting, loaded, clients, now } = loaderData
  return (
    <>
      <PageHeader title="Unrouted" count={waiting.toLocaleString("en")}>
        {fields.length > 1 ? (
          <Form method="get">
            <ChoiceField
              label="Group by"
              name="by"
              defaultValue={field}
              className="w-56 max-w-full"
              onChange={(event) => event.currentTarget.form?.requestSubmit()}
            >
              {fields.slice(0, 60).map((name) => (
                <option key={name} value={name}>
                  {name.replace(/^labels\./, "label ")}
                </option>
              ))}
            </ChoiceField>
            <noscript>
              <Button type="submit">Group</Button>
            </noscript>
          </Form>
        ) : null}
      </PageHeader>
      {groups.length === 0 ? (
        <EmptyState title="Nothing is unrouted">
          Events of a shared source that no entry of its tenant map matches wait here, seen by no client.
        </EmptyState>
      ) : (
        <>
          <p className="px-4 text-text-2">
            Nobody watches these: no client sees them, and no clock of a client runs for them.
            {waiting > loaded
              ? ` The newest ${loaded.toLocaleString("en")} are shown; more come up as they are settled.`
              : null}
          </p>
          <ul className="grid gap-4 p-4 xl:grid-cols-2">
            {groups.map((group) => (
              <li key={`${group.sourceId} ${group.value ?? ""}`} className="min-w-0">
                <UnroutedGroupCard {...{ group, field, clients, now }} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
