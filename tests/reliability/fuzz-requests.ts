import fc, { type Arbitrary, type JsonValue } from "fast-check";
import { type FuzzedRoute, PATH_VALUES } from "./fuzz-routes.ts";

/** A request as it goes out: nothing in it is checked on the way. */
export interface FuzzRequest {
  method: string;
  /** With the query, percent signs as they are. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

/** In whatever a client sends; a page that holds it as a tag lets others write into it. */
export const MARKUP = '"><fuzz-tag onx=1>';
const DEEP = 10_000;
const MEGABYTE = 1_000_000;

const TEXTS: readonly string[] = [
  ...[
    "",
    " ",
    "\0",
    "a\0b",
    "\n\n",
    "%00",
    "%",
    "%zz",
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "toString",
    MARKUP,
  ],
  ...[
    "'; DROP TABLE x; --",
    "{{7*7}}",
    "#{7*7}",
    "<|im_start|>",
    "\ud83d",
    "\udc4d\ud83d",
    "\u202e",
    "\u200b",
    "\u{e0061}",
    "\ufeff",
    "﷽",
    "𠮷",
    "Z͑ͫ̓ͪ",
  ],
  ...[
    "(5)③",
    "5-3",
    "99-99",
    "0-0",
    "p.73",
    "p.99999",
    "第999節",
    "1億円以上",
    "①",
    "NaN",
    "Infinity",
    "-1",
    "1e400",
    "0x10",
    "true",
    "null",
  ],
  ...["あ".repeat(1001), "a".repeat(8001), "1".repeat(999), "「".repeat(500), "ab".repeat(4000), "\u3099".repeat(500)],
];
const text: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 400 }) },
);

const NUMBERS = [0, -0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 31), 1e21];
const value: Arbitrary<JsonValue> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS, null, true, false) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>(
      [],
      {},
      [[[[[[]]]]]],
      Array(500).fill("x"),
      Array(60).fill({ role: "user", content: "?" }),
    ),
  },
);

/** A way into a JSON value: which of the fields is taken, at each level. */
type Way = readonly number[];

/** `given` with the value at the end of a way replaced, or its field taken out where the value is undefined. */
function spoilt(given: JsonValue, way: Way, put: JsonValue | undefined): JsonValue {
  const [step, ...rest] = way;
  if (step === undefined || typeof given !== "object" || given === null) return put ?? null;
  const entries: [string, JsonValue][] = Array.isArray(given)
    ? given.map((item, index) => [String(index), item])
    : Object.entries(given).flatMap(([key, item]) => (item === undefined ? [] : [[key, item]]));
  if (entries.length === 0) return put ?? null;
  const [key, held] = entries[step % entries.length] ?? ["", null];
  const changed = entries.flatMap(([name, item]): [string, JsonValue][] => {
    if (name !== key) return [[name, item]];
    if (rest.length === 0 && put === undefined) return [];
    return [[name, spoilt(held, rest, put)]];
  });
  return Array.isArray(given) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

/** The ways to all texts of a value: what is put there keeps its form. */
const waysToTexts = (given: JsonValue): Way[] =>
  typeof given === "string"
    ? [[]]
    : typeof given === "object" && given !== null
      ? Object.values(given).flatMap((held, index) => waysToTexts(held ?? null).map((way) => [index, ...way]))
      : [];

const spoiltBody = (good: JsonValue): Arbitrary<string> => {
  const anyWay = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 });
  const otherForm = fc.tuple(anyWay, fc.option(value, { nil: undefined }));
  const ways = waysToTexts(good);
  const sameForm = fc.tuple(ways.length === 0 ? anyWay : fc.constantFrom(...ways), text);
  return fc
    .oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 5, arbitrary: fc.array(sameForm, { minLength: 1, maxLength: 2 }) },
      { weight: 2, arbitrary: fc.array(otherForm, { minLength: 1, maxLength: 2 }) },
    )
    .map((changes: readonly [Way, JsonValue | undefined][]) =>
      JSON.stringify(changes.reduce((body, [way, put]) => spoilt(body, way, put), good)),
    );
};

/** JSON that JSON.stringify would not write. */
const ODD_JSON: readonly (string | Buffer)[] = [
  ...[
    "",
    "{",
    "[",
    "nul",
    "NaN",
    "{'a':1}",
    '{"a":1,}',
    "\ufeff{}",
    '{"messages":[{"role":"user","content":"\\ud83d"}]}',
  ],
  ...[
    "[".repeat(DEEP),
    `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`,
    `${'{"a":'.repeat(DEEP / 2)}1${"}".repeat(DEEP / 2)}`,
  ],
  `{"messages":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`,
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"messages":[{"role":"user","content":"?"}]}',
  '{"messages":[{"role":"user","content":"(5)③"}],"messages":[],"messages":[{"role":"user","content":"?","__proto__":{"role":"system"}}]}',
  '{"query":"a","limit":1e400}',
  '{"query":"a","limit":-1e-400,"filters":{"section":["5",5,null,"５"]}}',
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x22, 0x7d]),
  Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xe3, 0x81, 0xff, 0xf0, 0x9f]), Buffer.from('"}')]),
  Buffer.from('{"query":"省エネ"}', "utf16le"),
  Buffer.alloc(MEGABYTE, "a"),
  `{"query":"${"あ".repeat(MEGABYTE / 3)}"}`,
];

const jsonBody = ({ bodies = [] }: FuzzedRoute): Arbitrary<Buffer> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.oneof(...(bodies.length === 0 ? [{}] : bodies).map(spoiltBody)).map((json) => Buffer.from(json)),
    },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_JSON).map((odd) => Buffer.from(odd)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: value.map((json) => Buffer.from(JSON.stringify(json) ?? "")) },
  );

/** A part of an address: encoded, half encoded, or as nobody encodes it. */
const encoded: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...PATH_VALUES).map(encodeURIComponent),
  text.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")).slice(0, 6000)),
  fc.constantFrom(
    "%",
    "%00",
    "%zz",
    "%E3%81",
    "%ed%a0%80",
    "%2e%2e%2f",
    "..%5c",
    "%2F",
    "+",
    ";a=b",
    "~",
    "*",
    "a".repeat(5000),
  ),
);

const query = (names: readonly string[], good: Record<string, string>): Arbitrary<string> => {
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names, "lang", "ask") },
    { weight: 1, arbitrary: encoded },
  );
  const pair = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(name, encoded).map(([key, part]) => `${key}=${part}`) },
    { weight: 2, arbitrary: name.map((key) => `${key}=${encodeURIComponent(good[key] ?? "")}`) },
    { weight: 1, arbitrary: fc.constantFrom("&&", "=", "__proto__[x]=1", "a[]=1&a[]=2", "?", "#") },
  );
  return fc
    .array(pair, { maxLength: 5 })
    .map((pairs) => (pairs.length === 0 ? "" : `?${pairs.join("&").slice(0, 9000)}`));
};

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "content-type": [
    "",
    "text/plain",
    "application/json; charset=shift_jis",
    "APPLICATION/JSON",
    "application/json;;",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/xml",
    "*/*",
    "a".repeat(2000),
  ],
  accept: [
    "",
    "*/*",
    "text/html",
    "text/event-stream",
    "application/json",
    "text/html;q=0, */*",
    "image/png",
    "text/event-stream, application/json",
    ",".repeat(500),
  ],
  "accept-language": ["", "en", "zh-CN,vi;q=0.9", "x".repeat(500), "../../"],
  "content-encoding": ["gzip", "br", "identity"],
  origin: ["null", "https://evil.example", "http://localhost", "file://", "http://[::1", "https://a.b.c:99999"],
  "x-forwarded-for": ["1.2.3.4", "::1, 9.9.9.9", "not an address", ",".repeat(300)],
  "x-forwarded-host": ["evil.example"],
  "x-forwarded-proto": ["javascript"],
  cookie: ["a=b", "__proto__=1; ;;;"],
  authorization: ["Bearer x", "Basic %%%", ""],
  "if-none-match": ["*", '"x"', "W/"],
  range: ["bytes=0-1", "bytes=99999999-", "lines=1"],
  "mcp-protocol-version": ["1999-01-01", "2025-06-18", "x"],
  "mcp-session-id": ["x", MARKUP],
  "x-http-method-override": ["DELETE"],
};
const headers: Arbitrary<Record<string, string>> = fc
  .array(
    fc
      .constantFrom(...Object.keys(HEADERS))
      .chain((name) => fc.constantFrom(...(HEADERS[name] ?? [])).map((content): [string, string] => [name, content])),
    { maxLength: 2 },
  )
  .map((pairs) => Object.fromEntries(pairs));

/** Rare, for most requests must get as far as the route. */
const OTHER_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "PROPFIND"];

/** Requests to a route: most nearly good, so that they get far. */
export function fuzzRequests(route: FuzzedRoute): Arbitrary<FuzzRequest> {
  const { method, path, query: good = {}, type = "application/json", accept = "*/*" } = route;
  const isForm = method === "POST" && route.bodies?.length === 0;
  const parameters = query(Object.keys(good), good);
  const address = fc.array(encoded, { minLength: 2, maxLength: 2 }).chain((parts) => {
    let used = 0;
    const filled = path.replace(/:\w+/gu, () => parts[used++] ?? "");
    const tail = fc.oneof(
      { weight: 9, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("/", "//", "/..", ".", "%20", "%00") },
    );
    return fc.tuple(fc.constant(filled), tail, parameters).map((all) => all.join(""));
  });
  const body = isForm ? parameters.map((pairs) => Buffer.from(pairs.slice(1))) : jsonBody(route);
  const odd = fc.integer({ min: 0, max: 9 });
  return fc
    .record({ address, body, headers, odd, other: fc.constantFrom(...OTHER_METHODS) })
    .map(({ address: target, body: content, headers: further, odd: draw, other }) => {
      const used = draw === 0 ? other : method;
      const bodied = used !== "GET" && used !== "HEAD" && used !== "OPTIONS";
      return {
        method: used,
        path: draw > 6 && !path.includes(":") ? path : target,
        headers: { ...(bodied ? { "content-type": type } : {}), accept, ...(draw < 3 ? further : {}) },
        body: bodied ? content : undefined,
      };
    });
}
