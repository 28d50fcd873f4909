import { afterEach, expect, vi } from "vitest";

/** Code under test that writes to the console fails its test: what a library prints, nobody reads. */
const spies = (["log", "info", "warn", "error", "debug"] as const).map((method) =>
  vi.spyOn(console, method).mockImplementation(() => {}),
);

afterEach(() => {
  for (const spy of spies) {
    const calls = [...spy.mock.calls];
    spy.mockClear();
    expect(calls, "nothing is written to the console").toEqual([]);
  }
});
