import { type AddressInfo, connect, createServer } from "node:net";
import { setImmediate as nextLoop, setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { Lifecycle } from "../src/operations/lifecycle.ts";
import { Turns } from "../src/operations/turns.ts";

/** Keeps the program busy, as an answer does. */
function work(milliseconds: number): void {
  const begun = performance.now();
  while (performance.now() - begun < milliseconds);
}

describe("long pieces of work that come at once", () => {
  it("are done in the order they came", async () => {
    const turns = new Turns();
    const done: number[] = [];
    await Promise.all(Array.from({ length: 50 }, (_, n) => turns.next().then(() => done.push(n))));
    expect(done).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it("let everything else happen between two of them", async () => {
    const turns = new Turns();
    let others = 0;
    let isOver = false;
    const elsewhere = (async () => {
      while (!isOver) {
        await nextLoop();
        others += 1;
      }
    })();
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, () =>
        turns.next().then(async () => {
          work(2);
          await Promise.resolve();
          seen.push(others);
        }),
      ),
    );
    isOver = true;
    await elsewhere;
    expect(new Set(seen).size).toBe(20);
  });

  it("let all be connected soon who come at once", async () => {
    const turns = new Turns();
    let accepted = 0;
    const server = createServer(() => {
      accepted += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const clients = Array.from({ length: 60 }, () => connect(port, "127.0.0.1"));
    const seen: number[] = [];
    await Promise.all(
      clients.map(() =>
        turns.next().then(() => {
          work(5);
          seen.push(accepted);
        }),
      ),
    );
    for (const client of clients) client.destroy();
    server.close();
    // The loop accepts one connection in each of its rounds.
    expect(seen.filter((count) => count < clients.length).length).toBeLessThan(15);
  });

  it("need not wait where there is nothing before them", async () => {
    const turns = new Turns();
    await turns.next();
    await turns.next();
    await turns.next();
  });

  it("are not held up by one that fails", async () => {
    const turns = new Turns();
    const failing = turns.next().then(() => {
      throw new Error("broken");
    });
    const next = turns.next().then(() => "done");
    await expect(failing).rejects.toThrow("broken");
    expect(await next).toBe("done");
  });
});

describe("work that may take so long", () => {
  it("is called off when its time is over, and counts no more", async () => {
    const lifecycle = new Lifecycle();
    const { signal } = lifecycle.begin(20);
    expect(lifecycle.openCount).toBe(1);
    await vi.waitFor(() => expect(signal.aborted).toBe(true));
    expect((signal.reason as DOMException).name).toBe("TimeoutError");
    expect(lifecycle.openCount).toBe(0);
  });

  it("is not called off when it was done", async () => {
    const lifecycle = new Lifecycle();
    const deadline = lifecycle.begin(20);
    deadline.done();
    await pause(60);
    expect(deadline.signal.aborted).toBe(false);
    expect(lifecycle.openCount).toBe(0);
  });

  it("is called off with the reason of the end of the program, all of it", () => {
    const lifecycle = new Lifecycle();
    const [first, second, done] = [lifecycle.begin(1000), lifecycle.begin(1000), lifecycle.begin(1000)];
    done.done();
    lifecycle.stop();
    expect(lifecycle.isStopping).toBe(true);
    expect(first.signal.aborted).toBe(false);
    const reason = new Error("over");
    lifecycle.endAll(reason);
    expect([first.signal.reason, second.signal.reason]).toEqual([reason, reason]);
    expect(done.signal.aborted).toBe(false);
    expect(lifecycle.openCount).toBe(0);
  });
});
