import { productName } from "#emails/letter.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isCommonPassword } from "./common-passwords.server.ts"
import { passwordProblem } from "./password-rules.ts"

/** @throws DomainError `invalid`, with the reason beside `password` */
export function requireGoodPassword(
  password: string,
  whose: {
    readonly email: string
    readonly name: string
    readonly organisation?: string
    readonly hasSecondFactor: boolean
  },
): void {
  const { email, name, organisation = "", hasSecondFactor } = whose
  const about = [email, name, organisation, productName]
  const problem = passwordProblem(password, { hasSecondFactor, about, isCommon: isCommonPassword })
  if (problem) throw invalid("Choose another password.", { password: `This password ${problem}` })
}
