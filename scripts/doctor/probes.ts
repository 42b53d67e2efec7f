import type { Probe } from "./probe.ts";
import { callProbes } from "./probes/calls.ts";
import { conductProbes } from "./probes/conduct.ts";
import { contextProbes } from "./probes/context.ts";
import { eachToolProbes } from "./probes/each-tool.ts";
import { firstOfServer, lastOfServer } from "./probes/server.ts";
import { streamProbes } from "./probes/stream.ts";

/** Every probe, in the order they are run: what others rest on first, what looks back at all answers or reloads the model last. */
export const probes: Probe[] = [
  ...firstOfServer,
  ...streamProbes,
  ...eachToolProbes,
  ...callProbes,
  ...contextProbes,
  ...conductProbes,
  ...lastOfServer,
];
