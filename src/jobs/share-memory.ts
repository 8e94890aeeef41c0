/**
 * A copy of a plain object whose typed arrays lie in memory that threads share, so that handing it to one copies
 * nothing; arrays that lie there already are taken as they are. What is no plain object or array stays the same.
 */
export function shareMemory<T>(value: T): T {
  return share(value) as T;
}

function share(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return shareView(value as Float64Array);
  if (Array.isArray(value)) return value.map(share);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const seen = new Map<unknown, unknown>();
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => {
      if (!seen.has(entry)) seen.set(entry, share(entry));
      return [name, seen.get(entry)];
    }),
  );
}

function shareView(view: Float64Array): unknown {
  if (view.buffer instanceof SharedArrayBuffer) return view;
  const Kind = view.constructor as Float64ArrayConstructor;
  const copy = new Kind(new SharedArrayBuffer(view.byteLength));
  copy.set(view);
  return copy;
}
