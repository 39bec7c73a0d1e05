/** A function of an object that is worked out once for each, and forgotten with it. */
export function once<Of extends object, Value>(read: (of: Of) => Value): (of: Of) => Value {
  const known = new WeakMap<Of, Value>()
  return (of) => {
    const value = known.get(of) ?? read(of)
    known.set(of, value)
    return value
  }
}

/** A function that gives its last answer again while it is asked for the same. */
export function latest<Of extends readonly unknown[], Value>(read: (...of: Of) => Value): (...of: Of) => Value {
  let known: { readonly of: Of; readonly value: Value } | null = null
  return (...of) => {
    if (!known || of.some((one, i) => one !== known?.of[i])) known = { of, value: read(...of) }
    return known.value
  }
}
