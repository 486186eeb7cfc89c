import { methodWords } from "#app/auth/people/words.ts"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment, TimeAgo } from "#app/ui/time-ago.tsx"

type Session = {
  readonly handle: string
  readonly device: string
  readonly address: string | null
  readonly methods: readonly (keyof typeof methodWords)[]
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly isThisOne: boolean
}

export function Sessions({ sessions, now }: { readonly sessions: readonly Session[]; readonly now: number }) {
  const others = sessions.filter((session) => !session.isThisOne).length
  return (
    <Section
      title="Where you are signed in"
      intro="Do you not know one of them? End it, and change your password."
    >
      <ul className="grid">
        {sessions.map((session) => (
          <li
            key={session.handle}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {session.device}
                {session.isThisOne ? (
                  <span className="ml-2 rounded-full bg-done-tint px-2 text-xs font-normal text-done-ink">
                    this one
                  </span>
                ) : null}
              </p>
              <p className="text-sm text-text-2">
                {session.address ?? "unknown address"} · with{" "}
                {session.methods.map((m) => methodWords[m]).join(" and ")} · since{" "}
                <Moment at={session.createdAt} /> · seen <TimeAgo at={session.lastSeenAt} renderedAt={now} />
              </p>
            </div>
            {session.isThisOne ? null : (
              <ConfirmButton
                label="End"
                name={`End ${session.device}`}
                title="End this session?"
                confirm={`End ${session.device}`}
                act="end-session"
                fields={{ handle: session.handle }}
              >
                Whoever uses it has to sign in again.
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      {others > 0 ? (
        <div>
          <ConfirmButton
            label="End all others"
            title="End all other sessions?"
            confirm={others === 1 ? "End the other session" : `End ${others} sessions`}
            act="end-others"
          >
            You stay signed in here and nowhere else.
          </ConfirmButton>
        </div>
      ) : null}
    </Section>
  )
}
