import { once } from "node:events";
import "../../server/app.ts";
import "../../server/services.ts";

/*
 * The real server, with its modules loaded ahead: it starts at the first byte on its standard input, so that a restart costs what a start
 * does and not what reading the program does. It ends with the harness, however that ended.
 */

process.stdin.once("end", () => process.exit(0));
await once(process.stdin, "data");
await import("../../server/main.ts");
