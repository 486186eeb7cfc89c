import { type ReactNode, useState } from "react"
import { Form, useNavigation } from "react-router"
import { permissionMeaning, permissionsOfRole, providerRoles } from "#app/kernel/permission.ts"
import type { ScreenError } from "#app/http/errors.server.ts"
import { Button } from "#app/ui/button.tsx"

const input = "tap rounded-md border border-control bg-surface px-2 font-normal max-md:text-lg"

/** Name, role and what of it, clients, end. What is wrong stands beside its field. */
export function TokenForm({
  clients,
  error,
}: {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly error: ScreenError | null
}) {
  const [role, setRole] = useState<string>("analyst")
  const [expires, setExpires] = useState("90")
  const busy = useNavigation().state !== "idle"
  const problem = (field: string) => error?.fields[field] ?? null
  return (
    <Form method="post" className="grid gap-5 px-4 pb-8 text-sm">
      {error ? (
        <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
          {error.message}
        </p>
      ) : null}
      <Field label="Name" id="name" problem={problem("name")}>
        <input
          id="name"
          name="name"
          required
          maxLength={100}
          placeholder="Ticket bridge"
          autoComplete="off"
          {...described("name", problem("name"))}
          className={input}
        />
      </Field>
      <Field label="Role" id="role" problem={problem("role")}>
        <select
          id="role"
          name="role"
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
          {...described("role", problem("role"))}
          className={input}
        >
          {providerRoles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </Field>
      <fieldset className="grid gap-1.5" {...described("permissions", problem("permissions"))}>
        <legend className="mb-1 font-medium">What of the role it may do</legend>
        {permissionsOfRole(role).map((permission) => (
          <label key={`${role} ${permission}`} className="flex items-start gap-2">
            <input
              type="checkbox"
              name="permission"
              value={permission}
              defaultChecked
              className="mt-0.5 size-5 shrink-0"
            />
            <span>
              {permissionMeaning[permission]}{" "}
              <code className="font-mono text-xs text-text-3">{permission}</code>
            </span>
          </label>
        ))}
        <Problem id="permissions" text={problem("permissions")} />
      </fieldset>
      <Field label="Clients" id="client" problem={problem("client")}>
        <select id="client" name="client" {...described("client", problem("client"))} className={input}>
          <option value="">All clients, also those to come</option>
          {clients.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Ends" id="expires" problem={problem("expires")}>
        <select
          id="expires"
          name="expires"
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
          {...described("expires", problem("expires"))}
          className={input}
        >
          {["30", "90", "365"].map((days) => (
            <option key={days} value={days}>
              after {days} days
            </option>
          ))}
          <option value="date">at the end of a day</option>
        </select>
      </Field>
      {expires === "date" ? (
        <label className="grid gap-1 font-medium">
          Last day (UTC)
          <input type="date" name="date" required className={`${input} w-44`} />
        </label>
      ) : null}
      <div>
        <Button look="primary" type="submit" disabled={busy}>
          {busy ? "Making it …" : "Make the token"}
        </Button>
      </div>
    </Form>
  )
}

function described(id: string, problem: string | null) {
  return problem ? { "aria-invalid": true, "aria-describedby": `${id}-problem` } : {}
}

type FieldProps = {
  readonly label: string
  readonly id: string
  readonly problem: string | null
  readonly children: ReactNode
}

function Field({ label, id, problem, children }: FieldProps) {
  return (
    <div className="grid max-w-md gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      <Problem id={id} text={problem} />
    </div>
  )
}

function Problem({ id, text }: { readonly id: string; readonly text: string | null }) {
  return text ? (
    <p id={`${id}-problem`} className="text-s1-ink">
      {text}
    </p>
  ) : null
}
