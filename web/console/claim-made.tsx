import type { DamageClaimMade } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { dayName, timeOfDay } from "../conversation/format-time.ts";
import { useMinutes } from "./use-minutes.ts";

/** What a host claims, in whose words, and how it came here. */
export function ClaimMade({ claim }: { claim: DamageClaimMade }) {
  const now = useMinutes();
  const { hostName, amount, words, staffName, isLate, at } = claim;
  return (
    <>
      <p>
        {hostName} claims <b>{amount ? formatMoney(amount) : "damage, without an amount"}</b>:
      </p>
      <q class="claim-words">{words}</q>
      <p class="claim-came">
        {dayName(at, now)}, {timeOfDay(at)} ·{" "}
        {staffName ? `written down by ${staffName}` : "by the hosts’ system"}
        {isLate && <b> · more than 72 hours after check-out</b>}
      </p>
    </>
  );
}
