/**
 * A reader that knows a text again: settings change seldom, batches are many. What it gives is shared and must not be
 * changed.
 *
 * @param most texts kept; beyond that it begins anew
 */
export function remembered<T>(read: (text: string) => T, most = 1000): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const value = read(text)
    if (known.size >= most) known.clear()
    known.set(text, value)
    return value
  }
}
