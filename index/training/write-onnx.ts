import {
  ELEMENT,
  graphInput,
  graphOutput,
  initializer,
  integerAttribute,
  integersAttribute,
  node,
  onnxModel,
} from "./onnx-graph.ts";
import type { QuantisedTable } from "./quantise-table.ts";

/** A norm below it is a text without known tokens: its embedding is zero, not 0 / 0. */
const SMALLEST_NORM = 1e-9;

/**
 * The model as an ONNX file. Pooling is part of the graph: in JavaScript it costs more than all the rest.
 *
 *   input_ids ─┬─ Gather(values) ── Cast ──────────────────────── rows ─┐  [batch, tokens, dimensions]
 *              └─ Gather(scales) ──┐                                    │
 *   attention_mask ──── Cast ──── Mul ── Unsqueeze ── weights ─────── MatMul ─┬───────────────────── Div ── last_hidden_state
 *                                             [batch, 1, tokens]              └─ ReduceL2 ── Max ────┘  [batch, 1, dimensions]
 */
export function writeOnnx(table: QuantisedTable): Uint8Array {
  const { tokens, dimensions } = table;
  return onnxModel("static-embedding", [
    node("Gather", ["values", "input_ids"], "rows_int8"),
    node("Cast", ["rows_int8"], "rows", [integerAttribute("to", ELEMENT.float)]),
    node("Gather", ["scales", "input_ids"], "row_scales"),
    node("Cast", ["attention_mask"], "mask", [integerAttribute("to", ELEMENT.float)]),
    node("Mul", ["row_scales", "mask"], "weights_flat"),
    node("Unsqueeze", ["weights_flat", "axis_1"], "weights"),
    node("MatMul", ["weights", "rows"], "sum"),
    node("ReduceL2", ["sum"], "norm", [integersAttribute("axes", [-1]), integerAttribute("keepdims", 1)]),
    node("Max", ["norm", "smallest_norm"], "divisor"),
    node("Div", ["sum", "divisor"], "last_hidden_state"),
    initializer("values", ELEMENT.int8, [tokens, dimensions], table.values),
    initializer("scales", ELEMENT.float, [tokens], table.scales),
    initializer("axis_1", ELEMENT.int64, [1], BigInt64Array.of(1n)),
    initializer("smallest_norm", ELEMENT.float, [1], Float32Array.of(SMALLEST_NORM)),
    graphInput("input_ids", ELEMENT.int64, ["batch", "tokens"]),
    graphInput("attention_mask", ELEMENT.int64, ["batch", "tokens"]),
    graphOutput("last_hidden_state", ELEMENT.float, ["batch", 1, dimensions]),
  ]);
}
