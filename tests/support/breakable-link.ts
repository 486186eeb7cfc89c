import { connect, createServer, type Socket } from "node:net"
import { afterAll } from "vitest"

/** A way to the database that can be cut (refuses and drops), frozen (takes bytes, passes none on) and mended. */
export type BreakableLink = {
  /** The same database, reached through this link. */
  readonly url: string
  readonly cut: () => void
  readonly freeze: () => void
  readonly mend: () => void
}

export async function breakableLink(databaseUrl: string): Promise<BreakableLink> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let state: "whole" | "cut" | "frozen" = "whole"
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on("data", (bytes) => state === "whole" && to.write(bytes))
    from.on("error", () => {})
    from.on("close", () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  const server = createServer((near) => {
    if (state === "cut") return near.destroy()
    const far = connect(Number(port), hostname)
    pass(near, far)
    pass(far, near)
  })
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  afterAll(() => {
    dropAll()
    server.close()
  })
  const address = server.address()
  const url = new URL(databaseUrl)
  url.port = String(typeof address === "object" && address ? address.port : 0)
  return {
    url: url.toString(),
    cut() {
      state = "cut"
      dropAll()
    },
    freeze: () => void (state = "frozen"),
    mend() {
      // What hung stays lost: bytes that were swallowed cannot be sent again.
      if (state === "frozen") dropAll()
      state = "whole"
    },
  }
}
