import type { FastifyRequest } from 'fastify';

/** True when the `Accept` header ranks CSV above JSON (RFC 9110, section 12.5.1). */
export function prefersCsv(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '*/*';
  return getQuality(accept, 'text', 'csv') > getQuality(accept, 'application', 'json');
}

/** True unless the `Accept` header leaves event streams out. */
export function acceptsEvents(request: FastifyRequest): boolean {
  return getQuality(request.headers.accept ?? '*/*', 'text', 'event-stream') > 0;
}

/** Quality of a media type: of the most specific range that covers it; 0 where none does. */
function getQuality(accept: string, type: string, subtype: string): number {
  const ranges = accept.split(',').map(toRange);
  for (const name of [`${type}/${subtype}`, `${type}/*`, '*/*']) {
    const range = ranges.find((each) => each.name === name);
    if (range !== undefined) return range.quality;
  }
  return 0;
}

function toRange(text: string): { readonly name: string; readonly quality: number } {
  const [name, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { name, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}
