import { readForm } from "#app/http/read-form.server.ts"
import { Form, Link, useNavigation } from "react-router"
import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
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
    return withPortfolio(person, ["sources.manage", "clients.read"], async (t) => ({
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
    const { client, adapter, name, expectedEverySeconds } = parsed.data
    return withTenantOf(
      person,
      { kind: "tenant", id: parseId("tenant", client) },
      ["sources.manage", "sources.read"],
      async (t) => {
        const { source, token } = await createSource(t, {
          ...{ adapter, ...defaultRate, expectedEverySeconds },
          ...(name ? { name } : {}),
        })
        const address = adapter === "mail" ? await newMailbox(t, source.id) : null
        return { id: source.id, name: source.name, adapter, token, origin: env().origin, address }
      },
    )
  })
}

export default function NewSource({ loaderData, actionData }: Route.ComponentProps) {
  const { clients, tools } = loaderData
  const busy = useNavigation().state !== "idle"
  if (actionData?.ok) {
    const { id, name, address } = actionData.value
    return (
      <>
        <PageHeader title={`${name} is ready`} />
        <div className="grid max-w-3xl gap-4 px-4 pb-8">
          {address ? <AddressOnce address={address} /> : <TokenOnce {...actionData.value} />}
          <div>
            <Link to={`/admin/sources/${id}`} className={buttonClass("primary")}>
              To the source
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
        <ChoiceField label="Client" name="client" required defaultValue="" error={error?.fields["client"]}>
          <option value="" disabled>
            Choose whose tool it is
          </option>
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
          hint="Not in the list? Generic JSON reads any object with a title."
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
