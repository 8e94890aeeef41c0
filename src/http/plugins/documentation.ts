import swagger from '@fastify/swagger';
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { App, HttpSettings } from '../app-dependencies.ts';

/** The document, as far as it is touched here. */
interface OpenApi {
  readonly paths?: Readonly<Record<string, { readonly post?: object }>>;
}

const DESCRIPTION = `Plans common distribution (共同配送) in county-village logistics.

Lists answer \`{"items": [...], "next": url | null}\`: follow \`next\`. Errors are problem details (RFC 9457) with a
stable \`code\`, explained at \`/problems/{code}\`; besides those named, any request may be answered by
\`invalid_request\`, \`unauthorized\`, \`foreign_origin\`, \`foreign_host\`, \`rate_limited\`, \`overloaded\` or
\`internal_error\`. Money is integer fen, positions are
WGS-84 longitude and latitude, weekdays count from Monday = 1.`;

const TAGS = [
  { name: 'counties', description: 'A county and the rows of its dataset' },
  { name: 'scenarios', description: 'A county plus choices' },
  { name: 'plans', description: 'Solved scenarios' },
  { name: 'tables', description: 'A plan as tables, JSON or CSV' },
  { name: 'maps', description: 'Counties and plans as GeoJSON' },
  { name: 'jobs', description: 'Planning under way' },
  { name: 'stateless', description: 'Solving for callers with data of their own' },
  { name: 'osrm', description: 'For clients of OSRM, whose answers have its form and its codes' },
  { name: 'service', description: 'Health and explanations' },
];

/** Scalar starts from a script in its own page and styles itself. */
const DOCS_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-ancestors 'none'";

/** Nothing of elsewhere: no fonts, telemetry or hosted services. */
const DOCS_CONFIGURATION = {
  url: '/openapi.json',
  pageTitle: 'Cunda API',
  favicon: '/icon.svg',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  proxyUrl: '',
} as const;

/** OpenAPI 3.1 at `/openapi.json`, readable and to be tried out at `/docs`; nothing is loaded from elsewhere. */
export async function addDocumentation(app: App, settings: HttpSettings): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cunda',
        version: '1',
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: TAGS,
      ...(settings.apiKeys.length > 0 ? toSecurity() : {}),
    },
    transform: ({ schema, url, route }) => ({
      schema:
        url.startsWith('/v1') || schema?.tags
          ? { operationId: toOperationId(String(route.method), url), ...schema }
          : { hide: true },
      url,
    }),
    transformObject: (document) =>
      'openapiObject' in document ? describeUpload(document.openapiObject as OpenApi) : {},
  } as FastifyDynamicSwaggerOptions);
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.type('application/openapi+json; charset=utf-8').send(JSON.stringify(app.swagger())),
  });
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('content-security-policy', DOCS_POLICY);
    });
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: DOCS_CONFIGURATION,
    });
  });
}

function toSecurity() {
  return {
    security: [{ bearer: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
}

/** `get`, `/v1/counties/:code/sites.geojson` -> `getCountiesCodeSitesGeojson`. */
function toOperationId(method: string, url: string): string {
  const words = url.replace(/^\/v1/, '').split(/[^A-Za-z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The multipart body, which is read as a stream and so has no schema of its own. */
function describeUpload(document: OpenApi): OpenApi {
  const text = { type: 'string' };
  const schema = {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } },
      code: {
        ...text,
        pattern: '^\\d{6}$',
        description: 'Code of the county, in place of that of the files',
      },
      name: text,
      crs: { ...text, enum: ['wgs84', 'gcj02', 'bd09', 'cgcs2000'] },
    },
  };
  const operation = document.paths?.['/v1/counties']?.post;
  if (operation !== undefined) {
    Object.assign(operation, {
      requestBody: { required: true, content: { 'multipart/form-data': { schema } } },
    });
  }
  return document;
}
