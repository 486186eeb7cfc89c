/**
 * Runs `stop` once when the process is asked to end: Ctrl-C, SIGTERM, or the loss of the parent that started it. A
 * second request ends it at once.
 */
export function onShutdown(stop: () => Promise<void>): void {
  let stopping = false
  const end = () => {
    if (stopping) process.exit(1)
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on("SIGTERM", end)
  process.on("SIGINT", end)
  if (process.send) process.on("disconnect", end)
}
