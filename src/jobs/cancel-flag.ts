/** A wish to stop that every thread can read at once; `buffer` is what is handed to them. */
export interface CancelFlag {
  readonly buffer: SharedArrayBuffer;
  raise(): void;
  isRaised(): boolean;
}

/** A new flag, or another thread's view of the flag over `buffer`. */
export function createCancelFlag(buffer: SharedArrayBuffer = new SharedArrayBuffer(4)): CancelFlag {
  const cell = new Int32Array(buffer);
  return {
    buffer,
    raise() {
      Atomics.store(cell, 0, 1);
    },
    isRaised: () => Atomics.load(cell, 0) === 1,
  };
}
