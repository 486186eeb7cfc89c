import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/**
 * A key and a certificate that signs itself, made for this test.
 *
 * @param days how long it is good for; below 0 it ended so many days ago
 */
export function selfSigned(name: string, days = 2): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-certificate-"))
  const [key, asked, cert] = ["key.pem", "asked.pem", "cert.pem"].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ]
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" })
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
  try {
    openssl("req", "-new", ...curve, "-subj", `/CN=${name}`, "-keyout", key, "-out", asked)
    openssl("x509", "-req", "-in", asked, "-signkey", key, "-days", String(days), "-out", cert)
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
