import { readForm } from "#app/http/read-form.server.ts"
import { Form, Link, useNavigation } from "react-router"
import * as z from "zod"
import { reachOf } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { exampleOf } from "#app/domain/ingest/examples.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import type { SourceView } from "#app/domain/sources/source.ts"
import { createSharedSource } from "#app/http/shared-sources.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { env } from "#app/env.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { AddressOnce } from "./address-once.tsx"
import { expectedSeconds } from "./expected.ts"
import { ExpectedField } from "./expected-field.tsx"
import { newMailbox } from "./listener-deed.server.ts"
import { TokenOnce } from "./token-once.tsx"
import type { Route } from "./+types/new-source"

export const meta: Route.MetaFunction = () => [{ title: "Add a source · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const mayShare = reachOf(person, ["sources.manage", "sources.read"]) === "all"
    return withPortfolio(person, ["sources.manage", "clients.read"], async (t) => ({
      mayShare,
      wantsShared: mayShare && new URL(request.url).searchParams.has("shared"),
      clients: (await listAllClients(t)).map(({ id, name }) => ({ id, name })),
      tools: Object.values(adapters)
        .map(({ key, label, discipline }) => ({ key, label, discipline }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    }))
  })
}

const form = z.object({
  client: z.string().min(1, "Choose whose tool it is."),
  adapter: z.string().min(1, "Choose what sends."),
  name: z.string().trim().max(200, "Use 200 characters at most."),
  learningHours: z.coerce
    .number("Use a number of hours.")
    .int()
    .min(0)
    .max(720, "720 hours at most.")
    .default(48),
  expectedEverySeconds: expectedSeconds,
})

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const parsed = form.safeParse(Object.fromEntries(await readForm(request)))
    if (!parsed.success)
      throw invalid(
        "Something is missing.",
        Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])),
      )
    const { client, adapter, name, learningHours, expectedEverySeconds } = parsed.data
    const wanted = {
      ...{ adapter, learningHours, expectedEverySeconds, ...defaultRate },
      ...(name ? { name } : {}),
    }
    if (client === shared) return { ...(await made(await createSharedSource(person, wanted))), address: null }
    return withTenantOf(
      person,
      { kind: "tenant", id: parseId("tenant", client) },
      ["sources.manage", "sources.read"],
      async (t) => {
        const ready = await createSource(t, wanted)
        const address = adapter === "mail" ? await newMailbox(t, ready.source.id) : null
        return { ...(await made(ready)), address }
      },
    )
  })
}

/** Chosen instead of a client: a tool that reports for several. */
const shared = "shared"

async function made({ source, token }: { readonly source: SourceView; readonly token: string }) {
  const { id, name, adapter, isShared } = source
  return { id, name, adapter, token, isShared, origin: env().origin, sample: await exampleOf(adapter) }
}

export default function NewSource({ loaderData, actionData }: Route.ComponentProps) {
  const { clients, tools, mayShare, wantsShared } = loaderData
  const busy = useNavigation().state !== "idle"
  if (actionData?.ok) {
    const { id, name, isShared, address } = actionData.value
    return (
      <>
        <PageHeader title={`${name} is ready`} />
        <div className="grid max-w-3xl gap-4 px-4 pb-8">
          {address ? <AddressOnce address={address} /> : <TokenOnce {...actionData.value} />}
          <div>
            <Link
              to={isShared ? `/admin/shared?source=${id}` : `/admin/sources/${id}`}
              className={buttonClass("primary")}
            >
              {isShared ? "Say whose its events are" : "To the source"}
            </Link>
          </div>
        </div>
      </>
    )
  }
  const error = actionData?.ok === false ? actionData.error : null
  return (
    <>
      <PageHeader title="Add a source" />
      <Form method="post" className="grid max-w-lg gap-4 px-4 pb-8">
        {error ? (
          <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
            {error.message}
          </p>
        ) : null}
        <ChoiceField
          label="Client"
          name="client"
          required
          defaultValue={wantsShared ? shared : ""}
          error={error?.fields["client"]}
        >
          <option value="" disabled>
            Choose whose tool it is
          </option>
          {mayShare ? <option value={shared}>Several clients (a shared source)</option> : null}
          {clients.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField
          label="Tool"
          name="adapter"
          required
          defaultValue=""
          error={error?.fields["adapter"]}
          hint="Not in the list? Take “Any tool (mapped)” and say how its payloads are read, or Generic JSON for a script of your own."
        >
          <option value="" disabled>
            Choose what sends
          </option>
          {(["noc", "soc"] as const).map((discipline) => (
            <optgroup key={discipline} label={discipline === "noc" ? "Operations" : "Security"}>
              {tools
                .filter((tool) => tool.discipline === discipline)
                .map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
            </optgroup>
          ))}
        </ChoiceField>
        <TextField
          label="Name"
          name="name"
          maxLength={200}
          error={error?.fields["name"]}
          hint="As analysts will see it. Left empty, the tool's name."
        />
        <TextField
          label="Learning, in hours"
          name="learningHours"
          type="number"
          min={0}
          max={720}
          defaultValue={48}
          error={error?.fields["learningHours"]}
          hint="So long only critical and high make work; the rest is marked, so that you see what the tool sends first. 0 for none."
        />
        <ExpectedField value={null} error={error?.fields["expectedEverySeconds"]} />
        <div className="flex gap-2">
          <Button look="primary" type="submit" disabled={busy}>
            {busy ? "Adding …" : "Add the source"}
          </Button>
          <Link to="/admin" className={buttonClass()}>
            Cancel
          </Link>
        </div>
      </Form>
    </>
  )
}
