import fc, { type Arbitrary } from "fast-check";

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n";
const POST = "POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

const ODD: readonly string[] = [
  ...[
    "\r\n\r\n",
    "GET",
    "GET /\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "\0\0\0\0\r\n\r\n",
    "SSH-2.0-x\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ],
  ...[
    "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
  ],
  ...[
    `GET /${"a".repeat(70_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `${GET}X: ${"a".repeat(70_000)}\r\n\r\n`,
    `${GET}${"X-A: b\r\n".repeat(3000)}\r\n`,
  ],
  ...[
    `${GET}X: a\rb\r\n\r\n`,
    `${GET}X\0: a\r\n\r\n`,
    `${GET}Host: evil.example\r\n\r\n`,
    "GET / HTTP/1.1\r\n\r\n",
    `${GET}Host:\r\n\r\n`,
    `${GET} folded: a\r\n\r\n`,
  ],
  ...[
    "GET /\x80\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /%zz%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET //\\..\\ HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /?\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
  ],
  ...[
    `${POST}Content-Length: -1\r\n\r\n`,
    `${POST}Content-Length: 99999999999999999999\r\n\r\n{}`,
    `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${POST}Content-Length: abc\r\n\r\n`,
  ],
  ...[
    `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    `${POST}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n`,
    `${POST}Transfer-Encoding: chunked, gzip\r\n\r\n`,
  ],
  ...[
    `${POST}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n{}`,
    `${POST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
    `${POST}Expect: a-miracle\r\nContent-Length: 2\r\n\r\n{}`,
    `${POST}Content-Length: 30\r\n\r\n{"messages"`,
  ],
  `${GET}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n`,
];

/** What is no request, or hardly one: half requests, requests with a few bytes changed, and noise. */
export const fuzzBytes: Arbitrary<Buffer> = fc.oneof(
  fc.constantFrom(...ODD).map((text) => Buffer.from(text, "latin1")),
  fc
    .tuple(
      fc.constantFrom(`${GET}\r\n`, `${POST}Content-Length: 2\r\n\r\n{}`, ...ODD),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
    )
    .map(([text, changes]) => {
      const bytes = Buffer.from(text, "latin1");
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
      return bytes;
    }),
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
