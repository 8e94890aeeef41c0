import type { ProfileNetwork } from './profile-network.ts';

/**
 * The part of a network that is not contracted yet: arcs in linked lists by tail and by head, at most one from a
 * node to another, no loops. Arc numbers stay; `-1` ends a list.
 */
export class RemainingGraph {
  readonly firstOut: Int32Array;
  readonly firstIn: Int32Array;
  arcCount = 0;
  nextOut: Int32Array;
  nextIn: Int32Array;
  tail: Uint32Array;
  head: Uint32Array;
  seconds: Float64Array;
  metres: Float64Array;
  /** Arcs of the network that an arc stands for. */
  hops: Uint32Array;
  /** Of a shortcut the numbers of the arcs that it is made of; else the arc of the network and -1. */
  originFirst: Int32Array;
  originSecond: Int32Array;
  /** Number in the hierarchy, once an end of the arc is contracted. */
  number: Uint32Array;

  constructor(network: ProfileNetwork) {
    const capacity = Math.max(16, network.arcHead.length * 2);
    this.firstOut = new Int32Array(network.nodeCount).fill(-1);
    this.firstIn = new Int32Array(network.nodeCount).fill(-1);
    this.nextOut = new Int32Array(capacity);
    this.nextIn = new Int32Array(capacity);
    this.tail = new Uint32Array(capacity);
    this.head = new Uint32Array(capacity);
    this.seconds = new Float64Array(capacity);
    this.metres = new Float64Array(capacity);
    this.hops = new Uint32Array(capacity);
    this.originFirst = new Int32Array(capacity);
    this.originSecond = new Int32Array(capacity);
    this.number = new Uint32Array(capacity);
    const { arcTail, arcHead, arcSeconds, arcMetres } = network;
    for (let arc = 0; arc < arcHead.length; arc++) {
      if (arcTail[arc] === arcHead[arc]) continue;
      this.#put(arcTail[arc], arcHead[arc], arcSeconds[arc], arcMetres[arc], 1, arc, -1);
    }
  }

  /** Adds the way over arc `first` and then arc `second`, both numbered. */
  putShortcut(first: number, second: number): void {
    this.#put(
      this.tail[first],
      this.head[second],
      this.seconds[first] + this.seconds[second],
      this.metres[first] + this.metres[second],
      this.hops[first] + this.hops[second],
      this.number[first],
      this.number[second],
    );
  }

  /** Takes a node and its arcs out of the lists of its neighbours; its own lists stay. */
  detach(node: number): void {
    for (let arc = this.firstOut[node]; arc >= 0; arc = this.nextOut[arc]) {
      unlink(this.firstIn, this.nextIn, this.head[arc], arc);
    }
    for (let arc = this.firstIn[node]; arc >= 0; arc = this.nextIn[arc]) {
      unlink(this.firstOut, this.nextOut, this.tail[arc], arc);
    }
  }

  #put(
    tail: number,
    head: number,
    seconds: number,
    metres: number,
    hops: number,
    originFirst: number,
    originSecond: number,
  ): void {
    let arc = this.#findArc(tail, head);
    if (arc < 0) arc = this.#addArc(tail, head);
    else if (this.seconds[arc] < seconds || (this.seconds[arc] === seconds && this.metres[arc] <= metres))
      return;
    this.seconds[arc] = seconds;
    this.metres[arc] = metres;
    this.hops[arc] = hops;
    this.originFirst[arc] = originFirst;
    this.originSecond[arc] = originSecond;
  }

  #findArc(tail: number, head: number): number {
    let arc = this.firstOut[tail];
    while (arc >= 0 && this.head[arc] !== head) arc = this.nextOut[arc];
    return arc;
  }

  #addArc(tail: number, head: number): number {
    if (this.arcCount === this.head.length) this.#grow();
    const arc = this.arcCount++;
    this.tail[arc] = tail;
    this.head[arc] = head;
    this.nextOut[arc] = this.firstOut[tail];
    this.firstOut[tail] = arc;
    this.nextIn[arc] = this.firstIn[head];
    this.firstIn[head] = arc;
    return arc;
  }

  #grow(): void {
    const capacity = Math.ceil(this.head.length * 1.5);
    this.nextOut = enlarge(this.nextOut, new Int32Array(capacity));
    this.nextIn = enlarge(this.nextIn, new Int32Array(capacity));
    this.tail = enlarge(this.tail, new Uint32Array(capacity));
    this.head = enlarge(this.head, new Uint32Array(capacity));
    this.seconds = enlarge(this.seconds, new Float64Array(capacity));
    this.metres = enlarge(this.metres, new Float64Array(capacity));
    this.hops = enlarge(this.hops, new Uint32Array(capacity));
    this.originFirst = enlarge(this.originFirst, new Int32Array(capacity));
    this.originSecond = enlarge(this.originSecond, new Int32Array(capacity));
    this.number = enlarge(this.number, new Uint32Array(capacity));
  }
}

function unlink(first: Int32Array, next: Int32Array, node: number, arc: number): void {
  if (first[node] === arc) {
    first[node] = next[arc];
    return;
  }
  let before = first[node];
  while (next[before] !== arc) before = next[before];
  next[before] = next[arc];
}

function enlarge<Column extends Int32Array | Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
