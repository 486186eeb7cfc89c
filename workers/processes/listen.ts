import type { Server } from "node:http"

/** Opens the port. @throws Error that names the port and what to do when somebody else has it */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE"
      reject(
        taken
          ? new Error(`Port ${port} is in use. Set PORT to another one, or end what listens there.`)
          : error,
      )
    })
    server.listen(port, () => resolve())
  })
}
