/**
 * The part of protocol buffers' wire format that ONNX files need (protobuf.dev, "Encoding"): a message is a row of fields,
 * each a tag (number and wire type) and a value. Large tensors are not copied before the whole is put together.
 */
export type Message = readonly Uint8Array[];

const [VARINT, LENGTH, FIXED32] = [0, 2, 5];

/** Seven bits a byte, least first; `value` is whole and not negative. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.of(...bytes, rest);
    bytes.push((rest % 128) | 128);
  }
}

const tag = (field: number, type: number) => varint(field * 8 + type);

export function integer(field: number, value: number): Message {
  return [tag(field, VARINT), varint(value)];
}

export function float(field: number, value: number): Message {
  return [tag(field, FIXED32), new Uint8Array(Float32Array.of(value).buffer)];
}

export function bytes(field: number, value: Uint8Array): Message {
  return [tag(field, LENGTH), varint(value.length), value];
}

export function text(field: number, value: string): Message {
  return bytes(field, new TextEncoder().encode(value));
}

/** A message as a field of another. */
export function message(field: number, ...parts: readonly Message[]): Message {
  const inner = parts.flat();
  const length = inner.reduce((sum, part) => sum + part.length, 0);
  return [tag(field, LENGTH), varint(length), ...inner];
}

/** All fields behind one another: a file. */
export function joined(...parts: readonly Message[]): Uint8Array<ArrayBuffer> {
  const inner = parts.flat();
  const file = new Uint8Array(inner.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of inner) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
