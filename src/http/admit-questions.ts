import type { MiddlewareHandler } from "hono";
import type { Operations } from "../operations/operations.ts";
import { Problem } from "./problem.ts";

const COME_BACK_SECONDS = 5;
/** Some five seconds of work: whoever came behind them would wait longer than people do. */
const MOST_OPEN = 500;

/** Refuses new work once the program is about to end, and while more is open than can be done soon. */
export function admitWork({ lifecycle }: Pick<Operations, "lifecycle">): MiddlewareHandler {
  return (_, next) => {
    if (lifecycle.isStopping) throw stoppingProblem();
    if (lifecycle.openCount >= MOST_OPEN) throw busyProblem();
    return next();
  };
}

/** Refuses questions while they are switched off. */
export function refuseWhileOff({ chatSwitch }: Pick<Operations, "chatSwitch">): MiddlewareHandler {
  return async (_, next) => {
    const message = await chatSwitch.offMessage();
    if (message !== undefined) {
      throw new Problem(503, "chat_off", message, "施策の一覧(/browse)とページは、いつもどおりご覧になれます。");
    }
    return next();
  };
}

const busyProblem = (): Problem =>
  new Problem(503, "busy", "いま質問が混み合っています。", "数秒待ってからもう一度お試しください。", COME_BACK_SECONDS);

export const stoppingProblem = (): Problem =>
  new Problem(
    503,
    "stopping",
    "サーバーを入れ替えています。",
    "数秒待ってからもう一度お試しください。",
    COME_BACK_SECONDS,
  );
