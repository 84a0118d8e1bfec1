/** A shader inside a kernel's code: the file, and the line of the code at which it begins. */
interface Piece {
  readonly path: string;
  readonly firstLine: number;
  readonly lines: number;
}

/** The shader files that a kernel's code is made of (one, or several joined together). */
export function piecesOf(code: string, shaders: ReadonlyMap<string, string>): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [path, text] of shaders) {
    const at = text.trim() === '' ? -1 : code.indexOf(text.trimEnd());
    if (at < 0) continue;
    const firstLine = code.slice(0, at).split('\n').length;
    pieces.push({ path, firstLine, lines: text.trimEnd().split('\n').length });
  }
  return pieces;
}

/** `shaders/linalg/gemm.wgsl:12:5` for a line and column (from 1) of a kernel's code. */
export function locate(pieces: readonly Piece[], name: string, line: number, column: number): string {
  const piece = pieces.find(({ firstLine, lines }) => line >= firstLine && line < firstLine + lines);
  return piece ? `${piece.path}:${line - piece.firstLine + 1}:${column}` : `kernel ${name}:${line}:${column}`;
}
