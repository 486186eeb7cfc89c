import { ArrowDown, ArrowUp } from "lucide-react"
import { Link, useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"

export type RuleRow = {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  readonly version: number
  readonly where: string
  readonly discipline: "noc" | "soc" | null
  readonly matches: string
  readonly outcome: string
}

/** The rules in their order, and the one that always comes last. */
export function RuleList({
  rules,
  mayManage,
}: {
  readonly rules: readonly RuleRow[]
  readonly mayManage: boolean
}) {
  return (
    <ol className="grid min-w-0 content-start gap-2" aria-label="Rules in their order">
      {rules.map((rule, i) => (
        <li key={rule.id} className="rounded-lg border border-line bg-surface p-3">
          <Rule rule={rule} place={i + 1} last={i === rules.length - 1} mayManage={mayManage} />
        </li>
      ))}
      <li className="rounded-lg border border-dashed border-line p-3">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <Place number={rules.length + 1} />
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-medium">Same client, source and rule</p>
            <p className="text-sm text-text-2">Every alert no other rule takes. Always last.</p>
            <p className="text-sm text-text-2">
              Incident by what fired, while it is open. Medium and worse open one; lower ones join.
            </p>
          </div>
          {mayManage ? (
            <Link to="/admin/rules/new?copy=last" className={buttonClass()}>
              Copy
            </Link>
          ) : null}
        </div>
      </li>
    </ol>
  )
}

function Rule({
  rule,
  place,
  last,
  mayManage,
}: {
  readonly rule: RuleRow
  readonly place: number
  readonly last: boolean
  readonly mayManage: boolean
}) {
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <Place number={place} />
      <div className={`min-w-0 flex-1 basis-60 ${rule.enabled ? "" : "text-text-3"}`}>
        <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
          {mayManage ? (
            <Link to={`/admin/rules/${rule.id}`} className="text-link hover:underline">
              <Said>{rule.name}</Said>
            </Link>
          ) : (
            <Said>{rule.name}</Said>
          )}
          <span className="text-xs font-normal text-text-3">
            {rule.enabled ? "" : "Disabled · "}
            {rule.discipline ? `${rule.discipline.toUpperCase()} · ` : ""}
            <Said>{rule.where}</Said> · version {rule.version}
          </span>
        </p>
        <p className="text-sm text-text-2">
          <Said>{rule.matches}</Said>
        </p>
        <p className="text-sm text-text-2">
          <Said>{rule.outcome}</Said>
        </p>
      </div>
      {mayManage ? <Deeds rule={rule} first={place === 1} last={last} /> : null}
    </div>
  )
}

const Place = ({ number }: { readonly number: number }) => (
  <span className="tnum w-6 pt-0.5 text-right text-sm text-text-3">{number}</span>
)

function Deeds({
  rule,
  first,
  last,
}: {
  readonly rule: RuleRow
  readonly first: boolean
  readonly last: boolean
}) {
  const fetcher = useFetcher<Answer>()
  const busy = fetcher.state !== "idle"
  const problem = fetcher.data?.ok === false ? fetcher.data.error.message : null
  return (
    <fetcher.Form
      method="post"
      action="/admin/rules"
      className="flex flex-wrap items-center justify-end gap-1"
    >
      <input type="hidden" name="rule" value={rule.id} />
      <Button
        type="submit"
        name="act"
        value="up"
        disabled={busy || first}
        aria-label={`Move ${rule.name} up`}
      >
        <ArrowUp className="size-4" aria-hidden="true" />
      </Button>
      <Button
        type="submit"
        name="act"
        value="down"
        disabled={busy || last}
        aria-label={`Move ${rule.name} down`}
      >
        <ArrowDown className="size-4" aria-hidden="true" />
      </Button>
      <Button
        type="submit"
        name="act"
        value={rule.enabled ? "disable" : "enable"}
        disabled={busy}
        aria-label={`${rule.enabled ? "Disable" : "Enable"} ${rule.name}`}
      >
        {rule.enabled ? "Disable" : "Enable"}
      </Button>
      <Link
        to={`/admin/rules/new?copy=${rule.id}`}
        className={buttonClass()}
        aria-label={`Copy ${rule.name}`}
      >
        Copy
      </Link>
      {problem ? (
        <p role="alert" className="basis-full text-right text-xs text-s1-ink">
          {problem}
        </p>
      ) : null}
    </fetcher.Form>
  )
}
