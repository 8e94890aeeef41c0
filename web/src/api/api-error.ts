/** A request that did not succeed; `status` is 0 where no answer came. */
export class ApiError extends Error {
  readonly status: number;
  /** Stable code of the problem document (RFC 9457); `unreachable` where no answer came. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** Reads a problem document; an answer that is none still gives its status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const problem: unknown = await response.json().catch(() => null);
  const { code, title, detail } = (problem ?? {}) as Record<string, unknown>;
  const message = [detail, title].find((text) => typeof text === 'string') ?? `HTTP ${response.status}`;
  return new ApiError(response.status, typeof code === 'string' ? code : 'http_error', message);
}
