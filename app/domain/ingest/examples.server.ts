/** Invented deliveries, a few of each tool: the tests change them in every way, and people try them. */
const files = import.meta.glob<readonly unknown[]>("./adapters/examples/*.json", { import: "default" })

/** The first example of an adapter, as its tool would post it; empty for an adapter there is not. */
export async function exampleOf(adapter: string): Promise<string> {
  const [body] = (await files[`./adapters/examples/${adapter}.json`]?.()) ?? []
  if (body === undefined) return ""
  return typeof body === "string" ? body : JSON.stringify(body, null, 2)
}
