import { Said } from "#app/ui/said.tsx"
import { Moment, TimeAgo } from "#app/ui/time-ago.tsx"
import { RevokeDialog } from "./revoke-dialog.tsx"
import type { TokenRow } from "./row.ts"

const head = ["Name", "Made by", "May", "Clients", "Last used", "Ends", "State"]
const inks = { active: "text-done-ink", expired: "text-text-3", revoked: "text-text-3" } as const
const cell = "py-2 pr-4 align-top max-lg:block max-lg:py-0.5"

/** Every token: a table, and below a laptop's width cards that name each value. */
export function TokenTable({ tokens, now }: { readonly tokens: readonly TokenRow[]; readonly now: number }) {
  return (
    <div className="px-4 pb-6">
      <table className="w-full text-sm max-lg:block">
        <thead className="max-lg:sr-only">
          <tr className="h-10 border-b border-line text-left text-xs text-text-3">
            {head.map((name) => (
              <th key={name} scope="col" className="pr-4 font-medium">
                {name}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-lg:block">
          {tokens.map((token) => (
            <tr key={token.id} className="border-b border-line max-lg:block max-lg:py-2">
              <th scope="row" className={`${cell} max-w-64 text-left font-medium [overflow-wrap:anywhere]`}>
                <Said>{token.name}</Said>
              </th>
              <td className={`${cell} text-text-2`}>
                <Label>Made by</Label> <Said>{token.madeBy}</Said>
              </td>
              <td className={cell}>
                <Label>May</Label> <Rights token={token} />
              </td>
              <td className={`${cell} text-text-2`}>
                <Label>Clients</Label> <Said>{token.client ?? "all"}</Said>
              </td>
              <td className={`${cell} text-text-2`}>
                <Label>Last used</Label>{" "}
                {token.lastUsedAt ? <TimeAgo at={token.lastUsedAt} renderedAt={now} /> : "never"}
              </td>
              <td className={`${cell} text-text-2`}>
                <Label>Ends</Label> {token.expiresAt ? <Moment at={token.expiresAt} /> : "never"}
              </td>
              <td className={`${cell} ${inks[token.state]}`}>
                <Label>State</Label> {token.state}
              </td>
              <td className="py-1 text-right align-top max-lg:block max-lg:text-left">
                {token.state === "revoked" ? null : <RevokeDialog token={token} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Label({ children }: { readonly children: string }) {
  return (
    <span aria-hidden="true" className="inline-block w-24 text-xs text-text-3 lg:hidden">
      {children}
    </span>
  )
}

function Rights({ token: { role, narrowed } }: { readonly token: TokenRow }) {
  if (narrowed === null) return <>all of {role}</>
  return (
    <details className="inline-block align-top">
      <summary>
        {narrowed.length} of {role}
      </summary>
      <ul className="mt-1 font-mono text-xs text-text-2">
        {narrowed.map((permission) => (
          <li key={permission}>{permission}</li>
        ))}
      </ul>
    </details>
  )
}
