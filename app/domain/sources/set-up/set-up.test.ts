import { expect, test } from "vitest"
import { adapters } from "../../ingest/registry.ts"
import { setUpOf, setUps, testCommand } from "./set-up.ts"

const to = {
  bare: "https://in.example:8443/ingest/v1/x",
  token: "wfs_secret",
  url: "https://in.example:8443/ingest/v1/x/wfs_secret",
}

test("every adapter has a set-up, and no set-up is of a tool there is not", () =>
  expect(Object.keys(setUps).sort()).toEqual(Object.keys(adapters).sort()))

test.each(Object.keys(setUps))("%s: address and token are filled in, nothing is left open", (adapter) => {
  const { steps, snippets, test: howToTest, docs } = setUpOf(adapter, to)
  expect(steps.length).toBeGreaterThan(0)
  expect(howToTest.length).toBeGreaterThan(10)
  expect(docs).toMatch(/^https:\/\/|^docs\//)
  const pasted = snippets.map(({ text }) => text).join("\n")
  expect(pasted).toContain("wfs_secret")
  expect(pasted).toMatch(/in\.example/)
  for (const { title, text } of snippets) {
    expect(title.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/undefined|\[object/)
  }
})

/** Bodies that a tool fills in have to be JSON as they stand. */
test.each(["datadog", "librenms", "solarwinds", "uptimerobot", "paloalto"])(
  "%s: the body is JSON",
  (adapter) => {
    const bodies = setUpOf(adapter, to).snippets.filter(({ text }) => text.startsWith("{"))
    expect(bodies).toHaveLength(1)
    for (const { text } of bodies) expect(() => JSON.parse(text) as unknown).not.toThrow()
  },
)

test("a quote in a payload stays inside the shell's quotes", () =>
  expect(testCommand(to, `{"a": "it's"}`)).toContain(`--data-binary '{"a": "it'\\''s"}'`))
