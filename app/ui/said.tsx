import { visibleText } from "./visible-text.ts"

/**
 * Text somebody else wrote, in the middle of ours: its direction stays its own, long words break, and what it would hide
 * is written out.
 */
export function Said({ children }: { readonly children: string | null | undefined }) {
  return <bdi className="[overflow-wrap:anywhere]">{visibleText(children ?? "")}</bdi>
}
