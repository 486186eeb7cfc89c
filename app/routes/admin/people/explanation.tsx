import { Form } from "react-router"
import { buttonClass } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { Places } from "./grant-fields.tsx"

export type ExplainedRow = {
  readonly permission: string
  readonly isGranted: boolean
  /** Grants in words: those that give it; or those that hold it and why they do not. */
  readonly because: readonly string[]
}

/** Why somebody can see a client, and why not: each permission, with the grants that give it or fail to. */
export function Explanation({
  clients,
  chosen,
  rows,
}: {
  readonly clients: Places["clients"]
  readonly chosen: string | null
  readonly rows: readonly ExplainedRow[]
}) {
  return (
    <Section title="Explain access" intro="What they may do at one client, and which grant says so.">
      <Form method="get" preventScrollReset className="flex flex-wrap items-end gap-2">
        <ChoiceField
          className="min-w-56 flex-1"
          label="Client"
          name="client"
          defaultValue={chosen ?? ""}
          required
        >
          <option value="">Choose a client</option>
          {clients.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </ChoiceField>
        <button type="submit" className={buttonClass("quiet", "h-10")}>
          Explain
        </button>
      </Form>
      {rows.length > 0 ? (
        <table className="w-full text-sm">
          <thead>
            <tr className="h-8 border-b border-line text-left text-xs text-text-3">
              <th scope="col" className="pr-3 font-medium">
                Permission
              </th>
              <th scope="col" className="font-medium">
                Because of
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ permission, isGranted, because }) => (
              <tr key={permission} className="border-b border-line align-top">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  <span className={isGranted ? "text-done-ink" : "text-text-3"}>
                    {isGranted ? "yes" : "no"}
                  </span>{" "}
                  <span className="font-mono text-xs">{permission}</span>
                </th>
                <td className="py-1.5 text-text-2">
                  {because.length > 0 ? because.join("; ") : "no grant holds it"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  )
}
