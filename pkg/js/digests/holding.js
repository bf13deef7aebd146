// What is held of contents at a time, by all lanes together. Only what is held counts: a lane that digests a stream holds
// nothing, however many of them there are.

export class Holding {
  #max;
  #free;
  #sizeOf;

  /** At most `max` bytes. `sizeOf(task)` is how many are held for a task, 0 for one that is digested as a stream. */
  constructor({ max, sizeOf }) {
    this.#max = max;
    this.#free = max;
    this.#sizeOf = sizeOf;
  }

  /** The same lane. Each of its passes has, as `heldMax`, how much it may hold until it is over. */
  bound(lane) {
    return {
      ...lane,
      run: async (pass) => {
        const heldMax = this.#grant(pass);
        this.#free -= heldMax;
        try {
          return await lane.run({ ...pass, heldMax });
        } finally {
          this.#free += heldMax;
        }
      },
    };
  }

  /** Nothing waits for memory: what does not fit is digested as a stream. */
  #grant({ tasks }) {
    const sizes = tasks.map(this.#sizeOf).filter((size) => size <= this.#max);
    const wanted = sizes.reduce((sum, size) => sum + size, 0);
    if (wanted <= this.#free) return wanted;
    // Less than its content is of no use to a pass that has only one.
    return sizes.length > 1 ? this.#free : 0;
  }
}
