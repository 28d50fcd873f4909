import { connect, type Socket } from "node:net";

/** A connection on which bytes are sent by hand; `received` is all that has come back, `closed` resolves when it is over. */
export interface RawConnection {
  socket: Socket;
  received: () => string;
  closed: Promise<void>;
}

export function connectRaw(address: string): RawConnection {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  // A connection that is reset is closed too.
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return { socket, received: () => received, closed };
}

/** Sends bytes as they are and gives what comes back until the server closes the connection. */
export async function sendRaw(address: string, bytes: string): Promise<string> {
  const { socket, received, closed } = connectRaw(address);
  socket.write(bytes);
  await closed;
  return received();
}
