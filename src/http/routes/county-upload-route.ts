import multipart from '@fastify/multipart';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CountyIssue } from '../../model/county-issue.ts';
import type { CountyImport } from '../../persistence/county-store.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import type { ProblemDetail } from '../problems/problem-error.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { ImportedCountySchema } from '../schemas/county-schemas.ts';
import { closed } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import type { CountyImporter } from '../upload/county-importer.ts';
import { readUpload } from '../upload/read-upload.ts';

/** Uploads held in memory at once. */
const AT_ONCE = 4;
const UPLOADS_PER_MINUTE = 60;

const Description = `Files of one county as \`multipart/form-data\`: one zip, one workbook, or several files
(\`sites.csv\`, \`demands.csv\`, \`roads.osm.pbf\` ...). All or nothing: either the county is imported, with its warnings,
or every problem of every file is listed and nothing is stored. Optional fields: \`code\`, \`name\`, and \`crs\`
(\`wgs84\`, \`gcj02\`, \`bd09\`, \`cgcs2000\`).`;

/** `POST /counties`: imports a county from uploaded files. Has a scope of its own, for its content type. */
export async function addCountyUploadRoute(
  app: App,
  { stores, settings }: AppDependencies,
  importer: CountyImporter,
): Promise<void> {
  await app.register(multipart);
  let underWay = 0;
  const importUpload = async (request: FastifyRequest, gone: AbortSignal): Promise<CountyImport> => {
    if (underWay >= AT_ONCE) throw new ProblemError('overloaded', 'Too many uploads are being imported.');
    underWay += 1;
    try {
      const outcome = await importer.run(await readUpload(request, settings.maxUploadBytes), gone);
      if (outcome.ok) return outcome.imported;
      const message = `The files hold ${outcome.issues.filter((issue) => issue.severity === 'error').length} error(s).`;
      throw new ProblemError('county_files_invalid', message, {
        errors: outcome.issues.map(toDetail),
      });
    } finally {
      underWay -= 1;
    }
  };
  app.route({
    method: 'POST',
    url: '/counties',
    config: { rateLimit: { max: UPLOADS_PER_MINUTE, timeWindow: '1 minute' } },
    onError: drainBody,
    schema: {
      tags: ['counties'],
      summary: 'Imports a county from its files',
      description: Description,
      consumes: ['multipart/form-data'],
      querystring: closed({
        replace: Type.Optional(
          Type.Boolean({ default: false, description: 'Replace a county of the same code' }),
        ),
      }),
      response: {
        200: ImportedCountySchema,
        201: ImportedCountySchema,
        ...problemAnswers(
          'malformed_upload',
          'county_exists',
          'body_too_large',
          'unsupported_media_type',
          'county_files_invalid',
          'import_ended',
        ),
      },
    },
    handler: async (request, reply) => {
      const imported = await importUpload(request, abortOnClose(reply));
      const before = await stores.counties.find(imported.county.code);
      const county = await stores.counties.save(imported, { replace: request.query.replace });
      return reply
        .code(before === null ? 201 : 200)
        .header('location', `/v1/counties/${county.code}`)
        .send({ county, warnings: imported.warnings });
    },
  });
}

/** A caller who has gone needs no import. */
function abortOnClose(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Reads what is left of a refused body away, so that the answer reaches a client that is still sending. */
async function drainBody(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  request.raw.unpipe();
  request.raw.resume();
}

function toDetail({ severity, code, message, remedy, file, row, column }: CountyIssue): ProblemDetail {
  return { severity, code, message, remedy, file, row, column };
}
