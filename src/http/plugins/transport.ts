import compress from '@fastify/compress';
import etag from '@fastify/etag';
import sse from '@fastify/sse';
import metrics from 'fastify-metrics';
import type { App } from '../app-dependencies.ts';

const HEARTBEAT_MILLISECONDS = 15_000;
const COMPRESSED_FROM_BYTES = 1024;

/** How answers travel: ETags, gzip, server-sent events; and Prometheus figures of them at `/metrics`. */
export async function addTransport(app: App): Promise<void> {
  await app.register(etag, { weak: true });
  await app.register(compress, {
    threshold: COMPRESSED_FROM_BYTES,
    encodings: ['gzip', 'deflate'],
    globalDecompression: false,
  });
  await app.register(sse, { heartbeatInterval: HEARTBEAT_MILLISECONDS });
  await app.register(metrics, { endpoint: '/metrics', clearRegisterOnInit: true });
}
