/** A request at the ingest door, read from its method, path and headers. */
export type IngestRoute =
  | { readonly kind: "deliver"; readonly adapter: string; readonly token: string | null }
  | { readonly kind: "challenge"; readonly adapter: string; readonly token: string | null }
  | { readonly kind: "beat"; readonly token: string | null }
  | { readonly kind: "receipt"; readonly id: string; readonly token: string | null }
  | { readonly kind: "method"; readonly allow: string }
  | { readonly kind: "none" }

/** Reads the route. The token stands in the path, for tools that cannot set headers, or in Authorization. */
export function routeOf(method: string, url: string, authorization: string | undefined): IngestRoute {
  const path = (url.split("?")[0] ?? "").replace(/\/$/, "")
  const bearer = /^Bearer +(\S{1,200})$/i.exec(authorization ?? "")?.[1] ?? null
  const beat = /^\/(?:ingest\/v1\/)?heartbeat(?:\/([^/]{1,200}))?$/.exec(path)
  if (beat) {
    if (!["GET", "HEAD", "POST"].includes(method)) return { kind: "method", allow: "GET, HEAD, POST" }
    return { kind: "beat", token: beat[1] ?? bearer }
  }
  const [, ingest, version, first = "", second, ...rest] = path.split("/")
  if (
    ingest !== "ingest" ||
    version !== "v1" ||
    first === "" ||
    (rest.length > 0 && first !== "receipts") ||
    rest.length > 1
  )
    return { kind: "none" }
  if (first === "receipts" && second) {
    if (method !== "GET") return { kind: "method", allow: "GET" }
    return { kind: "receipt", id: second, token: rest[0] ?? bearer }
  }
  if (method === "GET" && first !== "receipts")
    return { kind: "challenge", adapter: first, token: second ?? bearer }
  if (method !== "POST") return { kind: "method", allow: "POST" }
  return { kind: "deliver", adapter: first, token: second ?? bearer }
}
