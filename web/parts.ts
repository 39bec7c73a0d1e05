/** A part of the viewer that is loaded when it is first asked for: here, on its way, or not to be had. */
type Part<T> = { readonly kind: 'here'; readonly part: T } | { readonly kind: 'loading' } | { readonly kind: 'gone' }

/** Loads a part once, by its loader; the loader must be one function that stays the same. */
export type Parts = <T>(load: () => Promise<T>) => Part<T>

const fetched = new Map<() => Promise<unknown>, unknown>()

/** Loads a part that will be asked for soon; then it is here the first time. */
export async function prefetch(load: () => Promise<unknown>): Promise<void> {
  fetched.set(load, await load())
}

/** Parts that call `onChange` whenever one has come or failed; what failed is asked for again the next time it is drawn. */
export function partsFor(onChange: () => void): Parts {
  const parts = new Map<() => Promise<unknown>, Part<unknown>>()
  const fetchPart = async (load: () => Promise<unknown>) => {
    try {
      parts.set(load, { kind: 'here', part: await load() })
      onChange()
    } catch {
      parts.set(load, { kind: 'gone' })
      onChange()
      parts.delete(load)
    }
  }
  return <T>(load: () => Promise<T>) => {
    const part = fetched.get(load)
    if (part !== undefined) return { kind: 'here', part: part as T }
    const known = parts.get(load)
    // The map gives back what the same loader brought.
    if (known) return known as Part<T>
    parts.set(load, { kind: 'loading' })
    void fetchPart(load)
    return { kind: 'loading' }
  }
}
