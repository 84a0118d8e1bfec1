import type { DataBlock } from '../state/data';

/** Enough for the first rows of any log. */
const BYTES = 8192;
const ROWS = 8;

/**
 * The first rows of a file that the reader refused, so that its columns can be named by hand. Null for archives,
 * whose first bytes say nothing.
 */
export async function peek(file: Blob, block: DataBlock): Promise<string[][] | null> {
  const head = new Uint8Array(await file.slice(0, BYTES).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return null;
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = gzip ? await inflateStart(file) : head;
  const text = new TextDecoder(block.encoding ?? 'utf-8').decode(bytes);
  // The last line may be cut in the middle.
  const lines = text
    .split(/\r?\n/)
    .slice(0, ROWS)
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  const delimiter = block.delimiter ?? guessDelimiter(lines);
  return lines.map((line) => line.slice(0, 2000).split(delimiter).slice(0, 40));
}

async function inflateStart(file: Blob): Promise<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    return (await reader.read()).value?.slice(0, BYTES) ?? new Uint8Array();
  } finally {
    await reader.cancel();
  }
}

/** The delimiter that cuts every line into the same number of fields, the most of them. */
export function guessDelimiter(lines: readonly string[]): string {
  const candidates = ['\t', '::', ',', ';', '|', ' '];
  let best = ',';
  let most = 1;
  for (const candidate of candidates) {
    const counts = lines.map((line) => line.split(candidate).length);
    const fewest = Math.min(...counts);
    if (fewest > most) {
      best = candidate;
      most = fewest;
    }
  }
  return best;
}
