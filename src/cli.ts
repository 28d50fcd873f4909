import { readSettings, SettingsError } from "./config.ts";

const USAGE = `使い方 / usage: shisaku-navi COMMAND

  start                         サーバーを始める / start the server
  ask "質問" [--json] [--explain]  端末で質問する / ask in the terminal
  mcp                           MCP サーバーを標準入出力で始める / serve MCP over stdio
  ingest FILE [--out DIR]       文書を読み込む / read a document in

設定は環境変数で変えます(README の表)。 / Settings are environment variables, see the README.`;
const WRONG_USAGE = 2;

/** `shisaku-navi COMMAND …`, what the npm scripts do from any working directory. Exit code 2 for wrong usage. */
async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2);
  // The programs below read their arguments themselves, as `npm run` gives them.
  process.argv.splice(2, 1);
  switch (command) {
    case "start":
      await import("./server.ts");
      return;
    case "ask":
      await import("./ask.ts");
      return;
    case "ingest":
      // `ingest` writes below the working directory; from another one than ours, the server would not find it there.
      if (!rest.some((option) => /^--out(?:=|$)/.test(option)))
        process.argv.push("--out", readSettings(process.env).DATA_DIR);
      await import("../ingest/main.ts");
      return;
    case "mcp":
      if (rest.length > 0) return refuse(`mcp: ${rest.join(" ")}`);
      return serveMcp();
    case "--help":
    case "-h":
    case "help":
      console.log(USAGE);
      return;
    default:
      return refuse(command ?? "");
  }
}

function refuse(given: string): void {
  if (given !== "") console.error(`わからない指定です / unknown: ${given}\n`);
  console.error(USAGE);
  process.exitCode = WRONG_USAGE;
}

async function serveMcp(): Promise<void> {
  try {
    const { serveStdio } = await import("./mcp/serve-stdio.ts");
    await serveStdio(readSettings(process.env));
  } catch (error) {
    const { hint } = error as { hint?: string };
    console.error(error instanceof SettingsError ? error.message : error);
    if (hint !== undefined) console.error(hint);
    // Standard input would keep the process, and the client waiting.
    process.exit(1);
  }
}

await main();
