/** One server-sent event: its name ("message" where the stream gives none) and its data lines joined by LF. */
export interface ServerEvent {
  name: string;
  data: string;
}

/**
 * Takes the stream's text in pieces of any size and gives the events completed so far.
 * Lines end in CRLF, LF or CR (WHATWG HTML, 9.2.6); an event without its closing blank line is never given.
 */
export function createEventParser(): (piece: string) => ServerEvent[] {
  let rest = "";
  let name = "";
  let data: string[] = [];
  let endedInReturn = false;

  function readLine(line: string, events: ServerEvent[]): void {
    if (line === "") {
      if (data.length > 0) events.push({ name: name === "" ? "message" : name, data: data.join("\n") });
      name = "";
      data = [];
      return;
    }
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /u, "");
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }

  return (piece) => {
    if (piece === "") return [];
    const events: ServerEvent[] = [];
    // A CRLF cut between two pieces: the CR has ended the line already.
    const text = rest + (endedInReturn && piece.startsWith("\n") ? piece.slice(1) : piece);
    endedInReturn = piece.endsWith("\r");
    const lines = text.split(/\r\n|\n|\r/u);
    rest = lines.pop() ?? "";
    for (const line of lines) readLine(line, events);
    return events;
  };
}

/** The events of a response body. Leaving the loop early cancels the body, so that the server stops writing. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    // An aborted body rejects here with the error that the loop has thrown already.
    await reader.cancel().catch(() => undefined);
  }
}
