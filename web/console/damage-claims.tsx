import { useState } from "preact/hooks";
import type { DamageClaimReport } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { ClaimMade } from "./claim-made.tsx";
import { DamageClaimForm } from "./damage-claim-form.tsx";
import { staffClient } from "./staff-client.ts";
import { type PageProps, usePage } from "./use-page.ts";

/** What hosts claim for damage, the newest first, and what each claim still holds. One that is heard on the telephone can be written down. */
export function DamageClaims(props: PageProps) {
  const { data, problem, refresh } = usePage(staffClient.damageClaims, props);
  const [isWriting, setWriting] = useState(false);
  return (
    <section class="page-part" aria-labelledby="claims-title">
      <h2 id="claims-title">Damage claimed by hosts</h2>
      {problem && (
        <p class="strip bad" role="alert">
          {problem}
        </p>
      )}
      {isWriting ? (
        <DamageClaimForm
          onDone={() => {
            setWriting(false);
            refresh();
          }}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <button type="button" class="link" onClick={() => setWriting(true)}>
          Write down a claim
        </button>
      )}
      {data?.claims.length === 0 && <p class="nothing">No host has claimed damage.</p>}
      <ul class="page-list">
        {data?.claims.map((claim) => (
          <li key={claim.bookingRef} class="page-card">
            <div class="page-card-top">
              <h3>
                {claim.guestName} · {claim.placeName}
              </h3>
              <Holds claim={claim} />
            </div>
            <p class="page-card-facts">{claim.bookingRef}</p>
            <ClaimMade claim={claim} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Holds({ claim: { deposit, left } }: { claim: DamageClaimReport }) {
  if (left.minor > 0) return <span class="badge approval">Holds {formatMoney(left)} of deposit</span>;
  if (deposit.minor > 0) return <span class="badge good">The deposit has gone back</span>;
  return <span class="badge bad">Came when no deposit was left</span>;
}
