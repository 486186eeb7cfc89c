/** What a set-up is written with. */
export type Address = {
  /** The ingest URL with the token, for tools that cannot set headers. */
  readonly url: string
  /** The ingest URL without it. */
  readonly bare: string
  readonly token: string
}

/** Something to paste as it stands. */
export type Snippet = { readonly title: string; readonly text: string }

/** How a tool is told to send here: where to go in it, what to paste, how to see that it works. */
export type SetUp = {
  readonly steps: readonly string[]
  readonly snippets: readonly Snippet[]
  /** How the tool itself sends something to try. */
  readonly test: string
  /** The vendor's own page. Shown as text: the portal opens no links for anybody. */
  readonly docs: string
}

/** The set-ups of a family of tools, by adapter. */
export type SetUps = Readonly<Record<string, (to: Address) => SetUp>>

/** Where a tool asks for nothing but an address. */
export const addressOnly = (to: Address): Snippet => ({ title: "Address", text: to.url })

export const authorization = ({ token }: Address): Snippet => ({
  title: "Header, if the tool can set one (then use the address without the token)",
  text: `Authorization: Bearer ${token}`,
})

/** Vector follows a file of JSON lines and posts what is new. It keeps its place over restarts. */
export const shippedFile = ({ bare, token }: Address, file: string): Snippet => ({
  title: "/etc/vector/watchfloor.toml",
  text: `[sources.watchfloor_file]
type = "file"
include = ["${file}"]

[sinks.watchfloor]
type = "http"
inputs = ["watchfloor_file"]
uri = "${bare}"
method = "post"
encoding.codec = "text"
framing.method = "newline_delimited"
batch.max_bytes = 500000
batch.timeout_secs = 1
auth.strategy = "bearer"
auth.token = "${token}"`,
})

/** A report sent from the shell or the pipeline that made it. */
export const postedReport = (
  { bare, token }: Address,
  made: string,
  file: string,
  type: string,
): Snippet => ({
  title: "After each scan",
  text: `${made}
curl -sSf '${bare}' -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: ${type}' --data-binary @${file}`,
})

export const vectorDocs = "https://vector.dev/docs/reference/configuration/sinks/http/"
