import type { EscalationSummary } from "../../agent/events.ts";
import { EscalationRow } from "./escalation-row.tsx";
import { casesOf, type Filter, filters } from "./filters.ts";
import type { Staff } from "./staff-client.ts";
import type { Escalations } from "./use-escalations.ts";
import { useMinutes } from "./use-minutes.ts";

interface Props {
  cases: EscalationSummary[] | null;
  all: Escalations;
  filter: Filter;
  staff: Staff;
  openId: string;
  onFilter: (filter: Filter) => void;
}

/** Who waits, longest first. */
export function EscalationList({ cases, all, filter, staff, openId, onFilter }: Props) {
  const now = useMinutes();
  return (
    <nav class="list-pane" aria-label="Cases">
      <fieldset class="filters">
        <legend class="sr-only">Show</legend>
        {filters.map(({ id, name }) => (
          <label key={id} class={id === filter ? "filter on" : "filter"}>
            <input
              class="sr-only"
              type="radio"
              name="filter"
              checked={id === filter}
              onChange={() => onFilter(id)}
            />
            {name}
            {id !== "resolved" && (
              <span class="filter-count">{casesOf(id, all, staff.name)?.length ?? ""}</span>
            )}
          </label>
        ))}
      </fieldset>
      {cases?.length === 0 && <p class="nothing">{filters.find((one) => one.id === filter)?.nothing}</p>}
      {cases === null && <p class="nothing">One moment…</p>}
      <ul>
        {cases?.map((one) => (
          <EscalationRow key={one.id} escalation={one} isOpen={one.id === openId} now={now} />
        ))}
      </ul>
    </nav>
  );
}
