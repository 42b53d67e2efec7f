/** A stream, and what is done as its items pass. */
export interface Passed<T> {
  from: AsyncIterable<T>;
  onItem?(item: T): void;
  onError?(error: unknown): void;
  /** Once, and last, however it ended. */
  onEnd?(): void;
}

/**
 * The same items, looked at as they pass, for those who stand between a model and its reader: a generator around a generator costs several
 * promises an item, this costs one. Like a generator it calls `begin` at the first `next` and not before, and must be asked for one item at a time.
 */
export function passing<T>(begin: () => Passed<T> | Promise<Passed<T>>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => new PassingIterator(begin) };
}

class PassingIterator<T> implements AsyncIterator<T> {
  #passed: Passed<T> | undefined;
  #items: AsyncIterator<T> | undefined;
  #ended = false;

  constructor(private readonly begin: () => Passed<T> | Promise<Passed<T>>) {}

  next(): Promise<IteratorResult<T>> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return this.#items ? this.#items.next().then(this.#onResult, this.#onError) : this.#first();
  }

  async return(): Promise<IteratorResult<T>> {
    try {
      await this.#items?.return?.();
    } finally {
      this.#end();
    }
    return { done: true, value: undefined };
  }

  async #first(): Promise<IteratorResult<T>> {
    try {
      const begun = this.begin();
      // What begins at once is asked at once: an abort in between would not be heard.
      this.#passed = begun instanceof Promise ? await begun : begun;
    } catch (error) {
      this.#end();
      throw error;
    }
    this.#items = this.#passed.from[Symbol.asyncIterator]();
    return this.next();
  }

  #onResult = (result: IteratorResult<T>): IteratorResult<T> => {
    if (result.done) this.#end();
    else this.#passed?.onItem?.(result.value);
    return result;
  };

  #onError = (error: unknown): never => {
    this.#passed?.onError?.(error);
    this.#end();
    throw error;
  };

  #end(): void {
    if (!this.#ended) this.#passed?.onEnd?.();
    this.#ended = true;
  }
}
