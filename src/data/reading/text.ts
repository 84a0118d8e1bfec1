import { guessEncoding, looksBinary, Utf8Converter, type Encoding } from './encoding';
import { binaryFile, brokenArchive, emptyFile } from './errors';
import { LineSplitter, type LineConsumer } from './lines';
import type { OpenedSource } from './open';

export interface TextHooks {
  report(done: number, total: number): void;
  checkpoint(): Promise<unknown>;
}

/** The beginning of a text file, by which its layout is guessed. */
export interface TextHead {
  readonly text: string;
  /** It is the whole file. */
  readonly complete: boolean;
  readonly encoding: Encoding;
}

const headSize = 1 << 18;
const pause = 1 << 20;

/**
 * Streams a text file through the consumer that `choose` makes of its beginning; never holds more than that beginning,
 * one piece and one line. Throws `ResearcherError` for empty, binary and damaged files.
 */
export async function readText<T extends LineConsumer>(
  opened: OpenedSource,
  encoding: Encoding | undefined,
  choose: (head: TextHead) => T,
  hooks: TextHooks,
): Promise<T> {
  const input = opened.bytes.getReader();
  const next = async (): Promise<Uint8Array | null> => {
    try {
      const { done, value } = await input.read();
      return done ? null : value;
    } catch {
      throw brokenArchive(opened.name);
    }
  };
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    let complete = false;
    while (length < headSize && !complete) {
      const piece = await next();
      if (piece === null) complete = true;
      else {
        pieces.push(piece);
        length += piece.length;
      }
    }
    const head = headOf(beginningOf(pieces), complete && length <= headSize, opened.name, encoding);
    const consumer = choose(head);
    await pump(consumer, pieces, complete ? async () => null : next, head.encoding, opened.size, hooks);
    return consumer;
  } finally {
    await input.cancel().catch(() => undefined);
  }
}

function headOf(
  bytes: Uint8Array,
  complete: boolean,
  file: string,
  encoding: Encoding | undefined,
): TextHead {
  if (bytes.length === 0) throw emptyFile(file);
  const chosen = encoding ?? guessEncoding(bytes);
  if (looksBinary(bytes, chosen)) throw binaryFile(file);
  const text = new TextDecoder(chosen).decode(bytes, { stream: !complete });
  if (complete && text.trim() === '') throw emptyFile(file);
  return { text, complete, encoding: chosen };
}

async function pump(
  consumer: LineConsumer,
  pieces: Uint8Array[],
  next: () => Promise<Uint8Array | null>,
  encoding: Encoding,
  size: number | null,
  hooks: TextHooks,
): Promise<void> {
  const lines = new LineSplitter(consumer);
  const converter = new Utf8Converter(encoding);
  let done = 0;
  let paused = 0;
  for (;;) {
    const piece = pieces.shift() ?? (await next());
    if (piece === null) break;
    // Some engines give a whole file as one piece; the researcher's "cancel" must be heard in the middle of it.
    for (let start = 0; start < piece.length; start += pause) {
      const part = piece.subarray(start, start + pause);
      lines.push(converter.convert(part));
      done += part.length;
      if (done - paused < pause) continue;
      paused = done;
      hooks.report(done, size ?? done);
      await hooks.checkpoint();
    }
  }
  lines.push(converter.finish());
  lines.finish();
  hooks.report(done, size ?? done);
}

function beginningOf(pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(headSize);
  let filled = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, headSize - filled);
    result.set(part, filled);
    filled += part.length;
  }
  return result.subarray(0, filled);
}
