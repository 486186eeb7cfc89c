import { type Block, type Place, places, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

/** Clocks one mail names; it counts the rest. */
export const namedClocks = 10

/** One clock of a notice, its props numbered from 0. */
export type SlaNoticeProps = {
  readonly breached: number
  readonly atRisk: number
  /** The record as people name it: "ACME-1042". */
  readonly [record: `record${number}`]: string
  readonly [client: `client${number}`]: string
  /** What is measured: "P2 resolution". */
  readonly [clock: `clock${number}`]: string
  readonly [state: `state${number}`]: "breached" | "at risk"
  /** ISO moment: when it is due, of a breach when it breached. */
  readonly [at: `at${number}`]: string
  /** Where in the portal the record is: "/ops/incidents/…". */
  readonly [path: `path${number}`]: string
}

export const slaNotice = defineTemplate<SlaNoticeProps>({
  secrets: [],
  write: (props) => {
    const { breached, atRisk } = props
    const clocks = Array.from({ length: namedClocks }, (_, i) => placeOf(props, i)).filter(
      (row) => row !== null,
    )
    const rest = breached + atRisk - clocks.length
    return {
      subject: subjectOf(props),
      preview: clocks.map(({ label, text: said }) => `${label}: ${said}`)[0] ?? "",
      blocks: [text(leadOf(props)), places(...clocks), ...(rest > 0 ? [more(rest)] : [])],
      reason: `because you own these records at ${productName} or lead the desk that answers for them.`,
    }
  },
})

function leadOf({ breached, atRisk }: SlaNoticeProps): string {
  if (atRisk === 0) return breached === 1 ? "A target was missed." : "Targets were missed."
  if (breached > 0) return "Targets were missed, and others are close to it."
  return atRisk === 1 ? "A target is close to being missed." : "Targets are close to being missed."
}

function subjectOf(props: SlaNoticeProps): string {
  const { breached, atRisk } = props
  const said = [
    ...(breached > 0 ? [`${breached} breached`] : []),
    ...(atRisk > 0 ? [`${atRisk} at risk`] : []),
  ].join(", ")
  if (breached + atRisk > 1) return `${productName}: ${said}`
  return `${productName}: ${props.record0}, ${props.clock0} ${props.state0}`
}

function placeOf(props: SlaNoticeProps, i: number): Place | null {
  const [record, at, path] = [props[`record${i}`], props[`at${i}`], props[`path${i}`]]
  if (!record || !at || !path) return null
  const state = props[`state${i}`] === "breached" ? "breached at" : "at risk, due"
  return {
    label: record,
    path,
    text: `${props[`client${i}`]}: ${props[`clock${i}`]} ${state} ${momentText(at)}`,
  }
}

function more(rest: number): Block {
  return text(rest === 1 ? "And one more: your queue shows it." : `And ${rest} more: your queue shows them.`)
}
