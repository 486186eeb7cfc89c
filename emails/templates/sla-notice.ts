import { type Block, type Place, places, productName, text } from "../letter.ts"
import { momentText } from "../moment.ts"
import { defineTemplate } from "../template.ts"

/** Clocks one mail names; it counts the rest. */
export const namedClocks = 10

/** One clock of a notice, its props numbered from 0. */
export type SlaNoticeProps = {
  readonly breached: number
  readonly atRisk: number
  /** Clocks that reached a level of their target. Absent in mails of before there were any. */
  readonly reached?: number
  /** The record as people name it: "ACME-1042". */
  readonly [record: `record${number}`]: string
  readonly [client: `client${number}`]: string
  /** What is measured: "P2 resolution". */
  readonly [clock: `clock${number}`]: string
  /** "breached", "at risk", or how much is used: "at 50 %". */
  readonly [state: `state${number}`]: string
  /** ISO moment: when it is due, of a breach when it breached. */
  readonly [at: `at${number}`]: string
  /** The client's IANA zone, in which its moments are said. Absent in mails of before: UTC. */
  readonly [zone: `zone${number}`]: string
  /** Where in the portal the record is: "/ops/incidents/…". */
  readonly [path: `path${number}`]: string
}

export const slaNotice = defineTemplate<SlaNoticeProps>({
  secrets: [],
  write: (props) => {
    const { breached, atRisk, reached = 0 } = props
    const clocks = Array.from({ length: namedClocks }, (_, i) => placeOf(props, i)).filter(
      (row) => row !== null,
    )
    const rest = breached + atRisk + reached - clocks.length
    return {
      subject: subjectOf(props),
      preview: clocks.map(({ label, text: said }) => `${label}: ${said}`)[0] ?? "",
      blocks: [text(leadOf(props)), places(...clocks), ...(rest > 0 ? [more(rest)] : [])],
      reason: `because you own these records at ${productName}, lead the desk that answers for them, or their policy names you.`,
    }
  },
})

function leadOf({ breached, atRisk, reached = 0 }: SlaNoticeProps): string {
  if (breached > 0) {
    if (atRisk + reached > 0) return "Targets were missed, and others are close to it."
    return breached === 1 ? "A target was missed." : "Targets were missed."
  }
  if (atRisk > 0)
    return atRisk === 1 ? "A target is close to being missed." : "Targets are close to being missed."
  return reached === 1
    ? "A target is used up to a level you are told of."
    : "Targets are used up to levels you are told of."
}

function subjectOf(props: SlaNoticeProps): string {
  const { breached, atRisk, reached = 0 } = props
  const said = [
    ...(breached > 0 ? [`${breached} breached`] : []),
    ...(atRisk > 0 ? [`${atRisk} at risk`] : []),
    ...(reached > 0 ? [`${reached} at a level`] : []),
  ].join(", ")
  if (breached + atRisk + reached > 1) return `${productName}: ${said}`
  return `${productName}: ${props.record0}, ${props.clock0} ${props.state0}`
}

function placeOf(props: SlaNoticeProps, i: number): Place | null {
  const [record, at, path] = [props[`record${i}`], props[`at${i}`], props[`path${i}`]]
  if (!record || !at || !path) return null
  const said = props[`state${i}`] ?? ""
  const state = said === "breached" ? "breached at" : `${said}, due`
  return {
    label: record,
    path,
    text: `${props[`client${i}`]}: ${props[`clock${i}`]} ${state} ${momentText(at, props[`zone${i}`])}`,
  }
}

function more(rest: number): Block {
  return text(rest === 1 ? "And one more: your queue shows it." : `And ${rest} more: your queue shows them.`)
}
