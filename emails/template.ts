import type { Letter } from "./letter.ts"

/** What a mail is written from: flat, so that every text in it passes through `inert` and none is forgotten. */
export type Props = Readonly<Record<string, string | number>>

/** One kind of mail. `secrets` names the props that open a door: they are stored sealed, and erased after sending. */
export type Template<P extends Props> = {
  readonly secrets: readonly (keyof P & string)[]
  /** Pure; its text props are inert already. */
  readonly write: (props: P) => Letter
}

export function defineTemplate<P extends Props>(template: Template<P>): Template<P> {
  return template
}
