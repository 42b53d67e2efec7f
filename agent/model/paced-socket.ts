import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { buildConnector, errors } from "undici";
import { modelIdleMsMax, modelReadMsEvery, modelReadMsYoung } from "../limits.ts";
import { onNextBeat } from "./beat.ts";

export interface Pace {
  /** From one read to the next. */
  beatMs: number;
  /** So long after its first bytes an answer is young. */
  youngMs: number;
  /** A connection on which nothing came for longer serves no further request. */
  idleMsMax: number;
}

/**
 * Connects as undici does, TLS included, and gives a socket that is read at a pace: as the bytes come while the answer is young (the first words
 * should be there at once), and after that once a beat of a clock that all sockets share. In between it is not read at all: the kernel
 * keeps what comes, and this process sleeps. A token costs a share of one beat then, and not a waking of its own.
 *
 * A read that finds nothing at its beat goes on until something comes, so a slow model's token waits for nobody. The end of a stream, and its failure, are
 * read at the next beat. Destroying closes the connection at once.
 */
export const pacedConnector =
  (options: buildConnector.BuildOptions, pace: Pace = modelPace): buildConnector.connector =>
  (target, callback) => {
    let paced: PacedSocket | undefined;
    const onread = {
      buffer: sharedBuffer,
      callback: (bytes: number, buffer: Uint8Array) => {
        paced?.receive(buffer.subarray(0, bytes));
        return true;
      },
    };
    buildConnector({ ...options, onread })(target, (...[error, socket]) => {
      if (error) return callback(error, null);
      paced = new PacedSocket(socket, pace);
      // undici asks of a socket no more than of any stream.
      callback(null, paced as unknown as Socket);
    });
  };

export const modelPace: Pace = {
  beatMs: modelReadMsEvery,
  youngMs: modelReadMsYoung,
  idleMsMax: modelIdleMsMax,
};

/** One for all: what is in it is copied before anybody else reads. More than an answer's tokens of many beats. */
const sharedBuffer = Buffer.allocUnsafeSlow(65_536);

class PacedSocket extends Duplex {
  #firstMs: number | null = null;
  #lastMs = 0;
  #isBetweenBeats = false;
  #hasRoom = true;

  constructor(
    private readonly socket: Socket,
    private readonly pace: Pace,
  ) {
    super({ allowHalfOpen: false, emitClose: true });
    socket.on("error", (error) => this.destroy(error));
    socket.on("end", () => this.push(null));
    socket.on("close", () => this.destroy());
  }

  receive(bytes: Uint8Array): void {
    const isAll = bytes.length < sharedBuffer.length;
    this.#hasRoom = this.push(Buffer.from(bytes));
    const now = performance.now();
    this.#firstMs ??= now;
    this.#lastMs = now;
    // What TLS has read ahead still comes.
    if (isAll && !this.#isBetweenBeats && now - this.#firstMs >= this.pace.youngMs) this.#waitForBeat();
    if (this.#isBetweenBeats || !this.#hasRoom) this.socket.pause();
  }

  /** A request on a connection that has served another: its answer is young again. False when the connection has served its time. */
  #beginAnswer(): boolean {
    if (this.#firstMs !== null && performance.now() - this.#lastMs > this.pace.idleMsMax) return false;
    this.#firstMs = null;
    this.#isBetweenBeats = false;
    this.#goOn();
    return true;
  }

  /**
   * undici's timer closes what is idle, but where two hundred turns begin at once it rings seconds late: the server has closed by then, and
   * the request would fail with it. A request that meets this error undici sends on a connection that it opens for it.
   */
  #leave(done: (error: Error) => void): void {
    done(new errors.InformationalError("this connection was idle for too long"));
  }

  #waitForBeat(): void {
    this.#isBetweenBeats = true;
    onNextBeat(this.pace.beatMs, () => {
      this.#isBetweenBeats = false;
      this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#hasRoom && !this.#isBetweenBeats && !this.destroyed) this.socket.resume();
  }

  override _read(): void {
    if (this.#hasRoom) return;
    this.#hasRoom = true;
    this.#goOn();
  }

  override _write(bytes: Uint8Array, _: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#beginAnswer()) this.socket.write(bytes, done);
    else this.#leave(done);
  }

  override _writev(parts: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    if (this.#beginAnswer()) this.socket.write(Buffer.concat(parts.map(({ chunk }) => chunk)), done);
    else this.#leave(done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  ref(): this {
    this.socket.ref();
    return this;
  }

  /**
   * undici says so when nobody waits for anything any more. From now on it is read as it comes: a close, or bytes that nobody asked for, must end
   * the connection before it serves another call.
   */
  unref(): this {
    this.#isBetweenBeats = false;
    this.#goOn();
    this.socket.unref();
    return this;
  }
}
