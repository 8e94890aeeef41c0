import { afterEach, expect, test } from 'vitest';
import type { CountyImporter } from '../../src/http/upload/county-importer.ts';
import { createCountyImporter } from '../../src/http/upload/county-importer.ts';
import type { ImportTask } from '../../src/http/upload/county-import-thread.ts';
import { buildCountyFiles } from './county-files.ts';

const NO_TIME = 1;

let importer: CountyImporter | null = null;
afterEach(() => importer?.close());

function buildTask(code: string): ImportTask {
  const toBytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const files = buildCountyFiles(code).map(({ name, content }) => ({ name, bytes: toBytes(content) }));
  return { files, options: {} };
}

test('an import that takes too long is ended, and so is the next: none waits for ever', async () => {
  importer = createCountyImporter(NO_TIME);
  const imports = ['999201', '999202'].map((code) => importer!.run(buildTask(code)));
  const refused = { code: 'import_ended', message: expect.stringContaining('0.001 s') as string };
  for (const each of imports) await expect(each).rejects.toMatchObject(refused);
});

test('an import whose caller leaves is ended, and the one behind it has its turn', async () => {
  importer = createCountyImporter();
  const caller = new AbortController();
  const left = importer.run(buildTask('999203'), caller.signal);
  const next = importer.run(buildTask('999204'));
  caller.abort();
  await expect(left).rejects.toMatchObject({ code: 'import_ended' });
  expect(await next).toMatchObject({ ok: true, imported: { county: { code: '999204' } } });
});
