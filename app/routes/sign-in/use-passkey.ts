import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser"
import { useCallback, useEffect, useRef, useState } from "react"
import { useNavigate } from "react-router"

/** What a passkey is asked for. */
export type PasskeyPurpose = "sign-in" | "proof" | "add"

/** A challenge counts five minutes: the offer in the address field is made anew before that. */
const offerMilliseconds = 4 * 60_000

/** Whether somebody is being asked, and the last offer's challenge on its way: a ceremony asked for goes before an offered one, which would end it. */
let asking = 0
let offered: Promise<unknown> = Promise.resolve()

/**
 * Asks the browser for a passkey and gives its answer as text, for a form to post.
 *
 * @param back where to return to when the person has to prove themselves first
 */
export function usePasskey(back = "/") {
  const navigate = useNavigate()
  const [canUse, setCanUse] = useState<boolean | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // Null until the browser has said: the server's page has no button that could not work.
  useEffect(() => setCanUse(browserSupportsWebAuthn()), [])
  const ask = useCallback(
    async (purpose: PasskeyPurpose): Promise<string | null> => {
      setBusy(true)
      setProblem(null)
      asking += 1
      try {
        // One challenge counts at a time: that of an offer still on its way would replace this one.
        await offered
        const challenge = await fetchChallenge(purpose, back)
        if ("stepUp" in challenge) {
          await navigate(challenge.stepUp)
          return null
        }
        return JSON.stringify(await answerTo(purpose, challenge.options))
      } catch (error) {
        setProblem(wordsOf(error))
        return null
      } finally {
        asking -= 1
        setBusy(false)
      }
    },
    [back, navigate],
  )
  return { canUse, isBusy, problem, ask }
}

/** Offers passkeys where the browser fills in addresses (conditional UI), until the page is left. */
export function usePasskeyOffer(onAnswer: (answer: string) => void): void {
  const latest = useRef(onAnswer)
  latest.current = onAnswer
  useEffect(() => {
    let isHere = true
    const offer = async () => {
      if (!(await browserSupportsWebAuthnAutofill()) || asking > 0) return
      const fetched = fetchChallenge("sign-in", "/")
      offered = fetched.catch(() => {})
      const challenge = await fetched
      if (!isHere || asking > 0 || "stepUp" in challenge) return
      const optionsJSON = challenge.options as PublicKeyCredentialRequestOptionsJSON
      const answer = await startAuthentication({ optionsJSON, useBrowserAutofill: true })
      if (isHere) latest.current(JSON.stringify(answer))
    }
    // Nobody asked for it: where it does not work there is the button, and the password.
    const quietly = () => void offer().catch(() => {})
    quietly()
    const timer = setInterval(quietly, offerMilliseconds)
    return () => {
      isHere = false
      clearInterval(timer)
      WebAuthnAbortService.cancelCeremony()
    }
  }, [])
}

type Challenge =
  | { readonly options: PublicKeyCredentialRequestOptionsJSON | PublicKeyCredentialCreationOptionsJSON }
  | { readonly stepUp: string }

async function fetchChallenge(purpose: PasskeyPurpose, back: string): Promise<Challenge> {
  const response = await fetch("/sign-in/passkey", {
    method: "POST",
    body: new URLSearchParams({ purpose, back }),
  })
  const answer = (await response.json()) as Challenge | { readonly problem: string }
  if ("problem" in answer) throw new PasskeyProblem(answer.problem)
  return answer
}

/** Something the server says of it, in words for people. */
class PasskeyProblem extends Error {}

function answerTo(purpose: PasskeyPurpose, options: object) {
  return purpose === "add"
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
}

function wordsOf(error: unknown): string | null {
  if (error instanceof PasskeyProblem) return error.message
  if (error instanceof WebAuthnError)
    switch (error.code) {
      case "ERROR_CEREMONY_ABORTED":
        return null
      case "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED":
        return "This device has a passkey for you already."
      case "ERROR_INVALID_DOMAIN":
      case "ERROR_INVALID_RP_ID":
        return "Passkeys do not work at this address. Open the portal at its proper one."
      default:
        return "The passkey was not used. Try again, or use another way."
    }
  return "The passkey could not be asked for. Try again, or use another way."
}
