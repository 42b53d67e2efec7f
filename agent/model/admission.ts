import { modelQueueMsMax } from "../limits.ts";
import { FairLine, type FairLineParts } from "./fair-line.ts";
import type { Model } from "./model.ts";
import { passing } from "./passing.ts";

export interface AdmittedModel extends Model {
  /** How many calls wait now. */
  readonly waiting: number;
}

/**
 * A model that takes a bounded number of calls at once, because a model server lets the rest wait without bound and in silence. Calls after
 * them stand in a fair line and are told their place through `options.caller`. One that has waited for `waitMsMax` fails with "busy".
 * Health is asked without a wait.
 */
export function admission(
  model: Model,
  { callsMax, waitMsMax = modelQueueMsMax, ...parts }: AdmissionParts,
): AdmittedModel {
  const line = new FairLine({ placesMax: callsMax, waitMsMax, ...parts });
  return {
    name: model.name,
    provider: model.provider,
    health: () => model.health(),
    get waiting() {
      return line.length;
    },
    stream: (request, options) =>
      passing(async () => {
        const { signal, caller } = options;
        signal.throwIfAborted();
        const leave = await line.enter({
          key: caller?.conversationId ?? "",
          signal,
          ...(caller && { onPlace: caller.onPlace }),
        });
        return { from: model.stream(request, options), onEnd: leave };
      }),
  };
}

export interface AdmissionParts extends Pick<FairLineParts, "alarm" | "isWaived"> {
  callsMax: number;
  waitMsMax?: number;
}
