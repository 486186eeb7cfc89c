import { expressionFunctions } from "#app/domain/ingest/mapping/functions.ts"

const lines: readonly (readonly [string, string])[] = [
  ["host.name", "a field within a field"],
  ['"host name"', "a name that is no plain word"],
  ["alarms[0].id", "the first of a list"],
  ["tags[?key=='host'].value | [0]", "the entry of a list that has a key"],
  ["summary || name", "the first of two that is there"],
  ["join(' on ', [name, host])", "texts put together"],
  ["`3`", "a fixed number; 'word' is a fixed text"],
]

/** How an expression is written, on half a screen. */
export function CheatSheet() {
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">How expressions are written</summary>
      <div className="grid gap-3 border-t border-line p-3 text-sm">
        <dl className="grid gap-x-3 gap-y-1 sm:grid-cols-[auto_1fr]">
          {lines.map(([code, meaning]) => (
            <div key={code} className="contents">
              <dt>
                <code className="text-xs">{code}</code>
              </dt>
              <dd className="text-text-2 max-sm:mb-2">{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="text-text-2">
          The language is JMESPath (jmespath.site). Functions: {expressionFunctions.join(", ")}.
        </p>
      </div>
    </details>
  )
}
