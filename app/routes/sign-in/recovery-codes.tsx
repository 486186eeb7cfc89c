import { Copy, Download, Printer } from "lucide-react"
import { useState } from "react"
import { Button } from "#app/ui/button.tsx"

/** A set of recovery codes, this once, with the ways of keeping them. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const [said, setSaid] = useState("")
  const text = `Watchfloor recovery codes\n\n${codes.join("\n")}\n`
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid("Copied."),
      () => setSaid("The browser does not allow copying. Download or print them."),
    )
  return (
    <section aria-labelledby="codes-title" className="grid gap-3">
      <h2 id="codes-title" className="text-lg font-semibold">
        Recovery codes
      </h2>
      <p>
        Each lets you in once when your second factor is lost. They are shown now and never again: keep them
        where you keep your passwords.
      </p>
      <ol className="tnum grid gap-x-4 gap-y-1 rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm sm:grid-cols-[auto_auto]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2" data-noprint>
        <Button onClick={() => void copy()}>
          <Copy className="size-4" aria-hidden="true" /> Copy
        </Button>
        <Button onClick={() => save(text)}>
          <Download className="size-4" aria-hidden="true" /> Download
        </Button>
        <Button onClick={() => window.print()}>
          <Printer className="size-4" aria-hidden="true" /> Print
        </Button>
      </div>
      <p role="status" className="text-sm text-text-2 empty:hidden">
        {said}
      </p>
    </section>
  )
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
  const link = document.createElement("a")
  link.href = address
  link.download = "watchfloor-recovery-codes.txt"
  link.click()
  URL.revokeObjectURL(address)
}
