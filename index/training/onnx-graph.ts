import { bytes, concatenate, type Field, integer, message, text } from "./protobuf.ts";

/** Numbers of onnx.proto3, https://github.com/onnx/onnx/blob/v1.13.0/onnx/onnx.proto3 */
const IR_VERSION = 7;
const OPSET = 13;
const ATTRIBUTE_INTEGER = 2;
const ATTRIBUTE_INTEGERS = 7;

/** TensorProto.DataType */
export const ELEMENT = { float: 1, int8: 3, int64: 7 } as const;

/** A name stands for a size that is known only when the model runs. */
export type Shape = readonly (string | number)[];

/** An ONNX file of one graph; `parts` are nodes in the order of computation, initializers, inputs and outputs. */
export function onnxModel(name: string, parts: readonly Field[]): Uint8Array {
  return concatenate([
    integer(1, IR_VERSION),
    text(2, "shisaku-navi"),
    message(7, [...parts, text(2, name)]),
    message(8, [text(1, ""), integer(2, OPSET)]),
  ]);
}

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Field[] = [],
): Field {
  return message(1, [...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes]);
}

export function integerAttribute(name: string, value: number): Field {
  return message(5, [text(1, name), integer(3, value), integer(20, ATTRIBUTE_INTEGER)]);
}

export function integersAttribute(name: string, values: readonly number[]): Field {
  return message(5, [text(1, name), ...values.map((value) => integer(8, value)), integer(20, ATTRIBUTE_INTEGERS)]);
}

/** ONNX raw data is little-endian, as is every machine that Node 20 runs on but s390x. */
export function initializer(
  name: string,
  type: number,
  shape: readonly number[],
  data: Int8Array | Float32Array | BigInt64Array,
): Field {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(5, [...shape.map((size) => integer(1, size)), integer(2, type), text(8, name), bytes(9, raw)]);
}

export function graphInput(name: string, type: number, shape: Shape): Field {
  return valueInfo(11, name, type, shape);
}

export function graphOutput(name: string, type: number, shape: Shape): Field {
  return valueInfo(12, name, type, shape);
}

function valueInfo(field: number, name: string, type: number, shape: Shape): Field {
  const sizes = shape.map((size) => message(1, [typeof size === "number" ? integer(1, size) : text(2, size)]));
  return message(field, [text(1, name), message(2, [message(1, [integer(1, type), message(2, sizes)])])]);
}
