import { DamageClaims } from "./damage-claims.tsx";
import { ProblemCard } from "./problem-card.tsx";
import { staffClient } from "./staff-client.ts";
import { type PageProps, usePage } from "./use-page.ts";

/** What guests reported of their stays, the newest first: how long the host has left, and what the host said. Below, what hosts claim. */
export function Problems(props: PageProps) {
  const { data, problem, refresh } = usePage(staffClient.problems, props);
  return (
    <section class="page" aria-labelledby="page-title">
      <h1 id="page-title">Problems reported</h1>
      {problem && (
        <p class="strip bad" role="alert">
          {problem}
        </p>
      )}
      {!data && !problem && <p class="nothing">One moment…</p>}
      {data?.problems.length === 0 && <p class="nothing">No guest has reported a problem.</p>}
      <ul class="page-list">
        {data?.problems.map((one) => (
          <ProblemCard key={one.id} report={one} onReplied={refresh} />
        ))}
      </ul>
      <DamageClaims {...props} />
    </section>
  );
}
