/** A bar on the terminal, or a line every fifth of the way where there is none. */
export function progressBar(label: string, out: NodeJS.WriteStream = process.stdout): (done: number) => void {
  const width = 28
  let shown = -1
  return (done) => {
    const share = Math.min(1, Math.max(0, done))
    const percent = Math.floor(share * 100)
    if (percent === shown) return
    if (out.isTTY) {
      const filled = Math.round(share * width)
      out.write(
        `\r${label} [${"█".repeat(filled)}${"·".repeat(width - filled)}] ${String(percent).padStart(3)} %`,
      )
      if (share >= 1) out.write("\n")
    } else if (percent >= 100 || Math.floor(percent / 20) > Math.floor(shown / 20))
      out.write(`${label} ${percent} %\n`)
    shown = percent
  }
}
