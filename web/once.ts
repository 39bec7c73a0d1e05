/** A function of an object that is worked out once for each, and forgotten with it. */
export function once<Of extends object, Value>(read: (of: Of) => Value): (of: Of) => Value {
  const known = new WeakMap<Of, Value>()
  return (of) => {
    const value = known.get(of) ?? read(of)
    known.set(of, value)
    return value
  }
}
