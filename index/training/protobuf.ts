/**
 * The part of the protobuf wire format that an ONNX file needs: varints, byte strings, nested messages.
 * https://protobuf.dev/programming-guides/encoding/
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** One encoded field; a message is its fields, one after another. */
export type Field = Uint8Array;

export function integer(field: number, value: number): Field {
  return concatenate([varint(field * 8 + VARINT), varint(value)]);
}

export function text(field: number, value: string): Field {
  return bytes(field, new TextEncoder().encode(value));
}

export function bytes(field: number, value: Uint8Array): Field {
  return concatenate([varint(field * 8 + LENGTH_DELIMITED), varint(value.length), value]);
}

export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, concatenate(fields));
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Seven bits a byte, lowest first; the high bit says that more follow. Negative numbers (axis -1) as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const encoded: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    encoded.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  encoded.push(Number(rest));
  return Uint8Array.from(encoded);
}
