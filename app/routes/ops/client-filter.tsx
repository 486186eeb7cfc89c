import { visibleText } from "#app/ui/visible-text.ts"

type Props = {
  readonly clients: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: string | null
}

/** Narrows the list of the form it stands in to one client, at once. */
export function ClientFilter({ clients, chosen }: Props) {
  return (
    <select
      name="client"
      aria-label="Client"
      defaultValue={chosen ?? ""}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
      className="tap max-w-44 rounded-md border border-control bg-surface px-2"
    >
      <option value="">All clients</option>
      {clients.map((client) => (
        <option key={client.id} value={client.id}>
          {visibleText(client.name)}
        </option>
      ))}
    </select>
  )
}
