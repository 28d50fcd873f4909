import type { Site } from "./site.ts";

export interface Feedback {
  answerId: string;
  useful: boolean;
  comment?: string;
}

/** Whether the server has stored it. Does not throw. */
export async function sendFeedback(site: Site, feedback: Feedback, fetcher: typeof fetch): Promise<boolean> {
  try {
    const response = await fetcher(`${site.basePath}/api/feedback`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(feedback),
    });
    return response.ok;
  } catch {
    return false;
  }
}
