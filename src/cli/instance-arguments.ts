import { InstanceFormatError } from '../benchmark-instances/instance-format-error.ts';
import { RoutingProblemError } from '../solver/routing/routing-problem-error.ts';

/** A mistake on the command line. */
export class UsageError extends Error {}

/** A positive number from an option. @throws UsageError */
export function parsePositive(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value) || value <= 0) {
    throw new UsageError(`--${name}: "${text}" is not a positive number`);
  }
  return value;
}

/** A positive integer from an option. @throws UsageError */
export function parseCount(text: string, name: string): number {
  const value = parsePositive(text, name);
  if (!Number.isInteger(value)) throw new UsageError(`--${name}: a whole number of ${name} is needed`);
  return value;
}

/** A non-negative integer from an option. @throws UsageError */
export function parseWhole(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0) {
    throw new UsageError(`--${name}: "${text}" is not a non-negative whole number`);
  }
  return value;
}

/**
 * Runs a command over instance files: wrong input ends it with one sentence on standard error and exit code 2, a reader
 * that hangs up ends it quietly, and a bug keeps its stack trace.
 */
export async function runCommand(usage: string, command: () => void | Promise<void>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  if (process.argv.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  try {
    await command();
  } catch (error) {
    const sentence = explainWrongInput(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n${isUsageMistake(error) ? `\n${usage}` : ''}`);
    process.exitCode = 2;
  }
}

function isUsageMistake(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function explainWrongInput(error: unknown): string | null {
  if (error instanceof UsageError) return error.message;
  if (error instanceof InstanceFormatError) return `The instance cannot be read: ${error.message}.`;
  if (error instanceof RoutingProblemError) return `The instance makes no sense: ${error.message}.`;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'ENOENT' && 'path' in error) return `There is no file ${String(error.path)}.`;
  if (error.code === 'EISDIR') return 'A folder was named where a file is expected.';
  return typeof error.code === 'string' ? `${error.message}.` : null;
}
