/**
 * Where somebody with this address signs in instead, asked before their password is looked at. Single sign-on answers
 * here, by the domain of the address: the same for people it knows and for people it does not.
 *
 * @param to where they wanted to go: a path of the portal, or empty
 * @returns a path or address to send the browser to, or null where the portal's own password counts
 */
export function findOtherDoor(_email: string, _to: string): Promise<string | null> {
  return Promise.resolve(null)
}
