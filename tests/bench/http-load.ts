import { connect, type Socket } from "node:net"
import { percentile } from "./median.ts"

export type HttpLoad = {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
  /** Requests a second over all connections, evenly spaced; null is as fast as answers come. */
  readonly rate: number | null
  /** The body of the n-th request. */
  readonly body: (n: number) => string
}

export type HttpResult = {
  readonly accepted: number
  readonly others: number
  readonly seconds: number
  /** Of the answers, in milliseconds. */
  readonly p99: number
}

/**
 * A sender that costs little beside what it measures: raw sockets, one request under way on each, answers read no further
 * than their status. Requests at a given rate are spaced, not sent in a burst each second.
 */
export async function sendLoad(load: HttpLoad): Promise<HttpResult> {
  const counts = { accepted: 0, others: 0 }
  const took: number[] = []
  const head = `POST ${load.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${Object.entries(load.headers)
    .map(([k, v]) => `${k}: ${v}\r\n`)
    .join("")}`
  const began = performance.now()
  const until = began + load.seconds * 1000
  let number = 0

  const turn = (): Promise<void> | null => {
    const now = performance.now()
    if (now >= until) return null
    const due = load.rate ? began + (number / load.rate) * 1000 : now
    return due > now ? new Promise((resolve) => setTimeout(resolve, due - now)) : Promise.resolve()
  }
  const lane = async () => {
    const socket = connect(load.port, "127.0.0.1")
    const answers = readAnswers(socket)
    for (let wait = turn(); wait; wait = turn()) {
      const n = number++
      await wait
      const body = load.body(n)
      const sent = performance.now()
      socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      if ((await answers.next()) === 202) counts.accepted++
      else counts.others++
      took.push(performance.now() - sent)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: load.connections }, lane))
  return { ...counts, seconds: (performance.now() - began) / 1000, p99: percentile(took, 0.99) }
}

/** The statuses of the answers on a keep-alive connection, in order. Bodies are skipped by their Content-Length. */
function readAnswers(socket: Socket): { next: () => Promise<number> } {
  let buffer = ""
  let waiting: ((status: number) => void) | null = null
  const look = () => {
    const end = buffer.indexOf("\r\n\r\n")
    if (end < 0 || !waiting) return
    const length = Number(/content-length: (\d+)/i.exec(buffer.slice(0, end))?.[1] ?? 0)
    if (buffer.length < end + 4 + length) return
    const status = Number(buffer.slice(9, 12))
    buffer = buffer.slice(end + 4 + length)
    const answer = waiting
    waiting = null
    answer(status)
  }
  socket.on("data", (chunk: Buffer) => {
    buffer += chunk.toString("latin1")
    look()
  })
  socket.on("close", () => waiting?.(0))
  socket.on("error", () => waiting?.(0))
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve
        if (socket.destroyed) resolve(0)
        else look()
      }),
  }
}
