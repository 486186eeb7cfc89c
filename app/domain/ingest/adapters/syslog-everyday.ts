const words = "emerg|alert|crit|critical|errs?|error|warn|warning|noti|notice|notify|info|debug|dbug"
/** Where a line without a priority says its level: `error: …`, `[3483:15] info: …`, `<WARN>`, `#INFO#`, `[error]`. */
const levels = [
  new RegExp(`^(?:\\[[\\d:]{1,20}\\] )?(${words}): `, "i"),
  new RegExp(`^.{0,60}?[#<[](${words})[#>\\]]`, "i"),
  /^Event\|\d{1,6}\|LOG_(\w{2,10})\|/i,
  // F5 puts it behind the number of the message.
  /^[0-9a-f]{8}:([0-7]): /,
]

/** The level that the words of a line name; null where they name none. */
export function levelIn(message: string): string | null {
  const said = message.slice(0, 200)
  return levels.map((level) => level.exec(said)?.[1]).find((word) => word !== undefined) ?? null
}

const successes = [
  /\baccepted (?:password|publickey|key|keyboard-interactive|gssapi|google_authenticator)|\bauthenticated\b/i,
  /(?:\b|_)success(?:ful(?:ly)?|es)?\b|\bsucceeded\b|\b(?:log(?:in|on)|auth\w{0,10}|verify) ok\b|\blogged (?:in|out|off)\b/i,
  /\bsession (?:opened|closed|started|created|disconnected)\b|\bdisconnected (?:from|by)\b|\breceived disconnect\b/i,
  /\b(?:connection|session)\b.{0,200}\b(?:established|closed|closing)\b|\bconnection (?:from|closed)\b|\bnew session\b/i,
  /\bno existing connection\b|\b(?:re)?connected from\b|\b(?:open|shutdown) secure connection\b|\breplacing old connection\b|\bassigned to session\b|\bSA UP\b/i,
  /\b(?:logged command|executed (?:the|cmd)|ran command|invoked from)\b|, executed '|\) (?:CMD|MAIL) \(/i,
  /\bprivilege level set\b|^starting ['\w]|\boperational (?:speed|duplex|receive flow|transmit flow)\b/i,
  /^dhcp(?:ack|request|discover|offer|inform|release)\b|\bdhcp lease of\b|\bdecline \w+ conversation\b/i,
  /\bstatus=sent\b|: removed$|^(?:dis)?connect from |\bnrcpt=\d|\bmessage-id=<|\bclient=\S{1,300}\[/i,
]
const failures =
  /fail|error|den(?:y|ied)|invalid|reject|refus|unable|cannot|could not|attack|exceed|violat|illegal|incorrect|disabled|expired|no (?:such|free)|unreachable|time[d-]? ?out|\blost\b|block|mismatch|unknown|corrupt|malicious|suspicious/i

/**
 * Whether a line tells of what goes on every day: somebody signed in or out, a command was run, a lease was given. To be
 * asked of a line that rates itself a notice, or not at all.
 */
export function isEveryday(message: string): boolean {
  const said = message.slice(0, 1000)
  return successes.some((success) => success.test(said)) && !failures.test(said)
}
