import { Duplex } from 'node:stream';

/** Where protocol bytes go to and come from; the far end is one PostgreSQL session. */
export interface ProtocolPeer {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** The client has gone: roll back and forget the session. */
  reset(): void;
}

/**
 * The client side of a PostgreSQL connection without a socket: what `pg` writes goes to the peer, what the peer
 * answers is given to {@link ProtocolStream.receive}.
 *
 * `pg` writes whole protocol messages, so every chunk is one or several of them and never part of one.
 */
export class ProtocolStream extends Duplex {
  readonly #peer: ProtocolPeer;

  constructor(peer: ProtocolPeer) {
    super();
    this.#peer = peer;
  }

  /** Called by `pg` where a socket would be opened. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  receive(bytes: Uint8Array): void {
    this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#peer.send(new Uint8Array(chunk));
    done();
  }

  override _writev(chunks: { chunk: Uint8Array }[], done: () => void): void {
    this.#peer.send(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#peer.reset();
    done(error);
  }
}
