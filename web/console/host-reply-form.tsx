import { useState } from "preact/hooks";
import type { ProblemReport } from "../../agent/events.ts";
import { ApiProblem } from "../http/problem.ts";
import { type HostOutcome, staffClient } from "./staff-client.ts";

/** The server takes no longer reply. */
const charsMax = 1_000;

const outcomes: { id: HostOutcome; name: string }[] = [
  { id: "fixed", name: "Put right" },
  { id: "accepted", name: "Admitted" },
  { id: "refused", name: "Denied" },
];

interface Props {
  report: ProblemReport;
  onDone: () => void;
  onCancel: () => void;
}

/** The host's one reply, heard on the telephone. The guest is told it in her conversation. */
export function HostReplyForm({ report: { id, hostName, guestName }, onDone, onCancel }: Props) {
  const [outcome, setOutcome] = useState<HostOutcome>("fixed");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await staffClient.hostReplied(id, { outcome, words: words.trim() });
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : "Something went wrong.");
      setBusy(false);
    }
  };
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== "") void send();
      }}
    >
      <fieldset class="filters">
        <legend class="sr-only">What {hostName} says of it</legend>
        {outcomes.map((one) => (
          <label key={one.id} class={one.id === outcome ? "filter on" : "filter"}>
            <input
              class="sr-only"
              type="radio"
              name={`outcome-${id}`}
              checked={one.id === outcome}
              onChange={() => setOutcome(one.id)}
            />
            {one.name}
          </label>
        ))}
      </fieldset>
      <label>
        What {hostName} says, which {guestName.split(" ")[0]} reads
        <textarea
          rows={3}
          maxLength={charsMax}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="decision-buttons">
        <button type="submit" class="button primary" disabled={isBusy || words.trim() === ""}>
          Record the reply
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Back
        </button>
      </div>
    </form>
  );
}
