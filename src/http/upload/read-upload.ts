import type { FastifyRequest } from 'fastify';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import { COORDINATE_SYSTEMS, findCoordinateSystem } from '../../county-import/coordinate-system.ts';
import type { CountyFile } from '../../county-import/county-file.ts';
import { DEFAULT_IMPORT_LIMITS } from '../../county-import/county-file.ts';
import type { ImportOptions } from '../../county-import/import-options.ts';
import type { ProblemDetail } from '../problems/problem-error.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { ImportTask } from './county-import-thread.ts';

/** Room for boundaries and part headers beside the files. */
const FRAME_BYTES = 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

/**
 * Reads a multipart upload into memory: files of at most `maxBytes` together, and the optional fields `code`, `name`
 * and `crs`. Reading stops at the first byte too many.
 *
 * @throws ProblemError `body_too_large`, `malformed_upload`, `invalid_request`, `unsupported_media_type`
 */
export async function readUpload(request: FastifyRequest, maxBytes: number): Promise<ImportTask> {
  if (!request.isMultipart()) {
    throw new ProblemError('unsupported_media_type', 'Files are uploaded as multipart/form-data.');
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + FRAME_BYTES)
    throw buildTooLargeError(maxBytes);
  const upload = new Upload(maxBytes);
  const limits = { fileSize: maxBytes, files: DEFAULT_IMPORT_LIMITS.maxFiles, fields: 10, fieldSize: 1000 };
  try {
    for await (const part of request.parts({ limits })) await upload.add(part);
  } catch (error) {
    throw toUploadProblem(error, maxBytes);
  }
  return upload.finish();
}

/** What the parser says of a broken body, as a problem of ours. */
function toUploadProblem(error: unknown, maxBytes: number): unknown {
  if (error instanceof ProblemError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') return buildTooLargeError(maxBytes);
  if (code.startsWith('FST_')) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ProblemError('malformed_upload', `The multipart body cannot be read: ${reason}.`);
}

class Upload {
  readonly #maxBytes: number;
  readonly #files: CountyFile[] = [];
  readonly #fields = new Map<string, string>();
  readonly #details: ProblemDetail[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  async add(part: Multipart): Promise<void> {
    if (part.type === 'file') await this.#addFile(part);
    else if (['code', 'name', 'crs'].includes(part.fieldname))
      this.#fields.set(part.fieldname, String(part.value));
    else this.#refuse('unknown', part.fieldname, 'is not a field of an import');
  }

  finish(): ImportTask {
    if (this.#files.length === 0) throw new ProblemError('malformed_upload', 'The upload brings no file.');
    const options = { ...this.#readCode(), ...this.#readName(), ...this.#readCrs() };
    if (this.#details.length > 0) {
      const message = this.#details.map((detail) => `${detail.path} ${detail.message}`).join('; ');
      throw new ProblemError('invalid_request', message, { errors: this.#details });
    }
    return { files: this.#files, options };
  }

  async #addFile({ file, filename }: MultipartFile): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of file as AsyncIterable<Buffer>) {
      this.#bytes += chunk.length;
      if (this.#bytes > this.#maxBytes) throw buildTooLargeError(this.#maxBytes);
      chunks.push(chunk);
    }
    if (file.truncated) throw buildTooLargeError(this.#maxBytes);
    this.#files.push({ name: filename, bytes: Buffer.concat(chunks) });
  }

  #readCode(): Pick<ImportOptions, 'code'> {
    const code = this.#fields.get('code');
    if (code !== undefined && !/^\d{6}$/.test(code)) this.#refuse('invalid', 'code', 'must be six digits');
    return { code };
  }

  #readName(): Pick<ImportOptions, 'name'> {
    const name = this.#fields.get('name');
    if (name?.trim() === '') this.#refuse('invalid', 'name', 'must not be empty');
    return { name };
  }

  #readCrs(): Pick<ImportOptions, 'crs'> {
    const name = this.#fields.get('crs');
    const crs = name === undefined ? undefined : findCoordinateSystem(name);
    if (crs === null) this.#refuse('invalid', 'crs', `must be one of ${COORDINATE_SYSTEMS.join(', ')}`);
    return { crs: crs ?? undefined };
  }

  #refuse(code: string, field: string, message: string): void {
    this.#details.push({ in: 'form', code, path: field, message });
  }
}

function buildTooLargeError(maxBytes: number): ProblemError {
  return new ProblemError(
    'body_too_large',
    `An upload may have ${Math.floor(maxBytes / MEBIBYTE)} MiB at most.`,
  );
}
