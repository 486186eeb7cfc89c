import { type IncomingHttpHeaders, request } from "node:http"
import { connect } from "node:net"

export type PlainAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export type PlainRequest = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
}

/** One request with just the headers given: nothing a browser or a fetch would add. Of a stream of events only the head is read. */
export function plainRequest(
  url: string,
  path: string,
  { method = "GET", headers = {}, body }: PlainRequest = {},
): Promise<PlainAnswer> {
  const { hostname, port } = new URL(url)
  const length =
    body === undefined || "transfer-encoding" in headers
      ? {}
      : { "content-length": String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ hostname, port, path, method },
        headers: { ...length, ...headers } as Record<string, string>,
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = []
        const done = () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          })
        if (answer.headers["content-type"]?.startsWith("text/event-stream")) {
          done()
          asked.destroy()
          return
        }
        answer.on("data", (chunk: Buffer) => chunks.push(chunk))
        answer.once("end", done)
        answer.once("error", reject)
      },
    )
    asked.once("error", reject)
    asked.end(body)
  })
}

/** Sends bytes as they are and gives what came back until the connection closed. */
export function rawBytes(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(5_000, () => socket.destroy())
    socket.on("data", (chunk) => chunks.push(chunk))
    socket.on("error", () => {})
    socket.once("close", () => resolve(Buffer.concat(chunks).toString("latin1")))
  })
}
