import type { MiddlewareHandler } from "hono";
import { unsupportedMediaType } from "./problem.ts";

/** A body of another type than JSON would be left unread and unchecked: refused before any work. */
export const requireJson: MiddlewareHandler = async (context, next) => {
  const type = context.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (context.req.method === "POST" && type !== "application/json") throw unsupportedMediaType();
  return next();
};
