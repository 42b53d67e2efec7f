import { useState } from "preact/hooks";
import type { ProblemReport } from "../../agent/events.ts";
import { DecisionForm, hostWordsCharsMax, useSending, WordsField } from "./decision-form.tsx";
import { type HostOutcome, staffClient } from "./staff-client.ts";

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
  const { problem, isBusy, send } = useSending(onDone);
  return (
    <DecisionForm
      label="Record the reply"
      canSend={!isBusy && words.trim() !== ""}
      problem={problem}
      onSend={() => void send(() => staffClient.hostReplied(id, { outcome, words: words.trim() }))}
      onCancel={onCancel}
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
      <WordsField
        label={`What ${hostName} says, which ${guestName.split(" ")[0]} reads`}
        charsMax={hostWordsCharsMax}
        value={words}
        onInput={setWords}
      />
    </DecisionForm>
  );
}
