/** A request to an external engine. */
export interface EngineRequest {
  /** From the base address, with its leading slash and its query. */
  readonly path: string;
  /** Sent as JSON by POST; GET without. */
  readonly body?: unknown;
}

/** An answer with status 2xx or 4xx, parsed; anything else is a `TravelEngineError` of the transport. */
export interface EngineReply {
  readonly status: number;
  readonly body: unknown;
}

/** The way to an external engine: sends, waits, tries again, and keeps to the limits configured. */
export interface EngineTransport {
  /** @throws TravelEngineError `travel_engine_unavailable` or `travel_engine_bad_answer` */
  send(request: EngineRequest): Promise<EngineReply>;
}
