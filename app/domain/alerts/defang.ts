import type { ObservableType } from "../ingest/adapter.ts"

/** An observable as it may be shown and copied without becoming a link somewhere: hxxps://evil[.]example. */
export function defang(type: ObservableType, value: string): string {
  switch (type) {
    case "url":
      return value
        .replace(/^http(s?:)/i, "hxxp$1")
        .replace(/^([^/]*\/\/)([^/?#]*)/, (_all, scheme: string, host: string) => scheme + dotted(host))
    case "domain":
      return dotted(value)
    case "mail":
      return dotted(value).replace("@", "[@]")
    case "ip":
    case "hash":
    case "cve":
    case "user":
      return value
  }
}

const dotted = (host: string) => host.replaceAll(".", "[.]")
