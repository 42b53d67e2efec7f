import { useEvenText } from "./even-text.ts";
import { SparkIcon } from "./icons.tsx";
import { RichText } from "./rich-text.tsx";
import { statusWords } from "./status-words.ts";
import type { ConversationView } from "./view.ts";

/**
 * What the assistant is doing or writing right now. Outside the log: a screen reader hears the status, and the reply when it is
 * whole, not its pieces.
 */
export function Writing({
  view,
  isSending,
  base,
}: {
  view: ConversationView;
  isSending: boolean;
  base: string;
}) {
  const text = useEvenText(view.writing?.id ?? "", view.writing?.text ?? "");
  const words = statusWords(view) ?? (isSending && !text && view.owner === "agent" ? "Thinking…" : null);
  const follows = view.items.at(-1)?.kind === "agent";
  return (
    <>
      {text ? (
        <div class={`message agent writing ${follows ? "" : "first"}`} aria-hidden="true">
          {!follows && (
            <span class="avatar agent">
              <SparkIcon size={16} />
            </span>
          )}
          <div class="body">
            {!follows && <p class="speaker">Assistant</p>}
            <div class="bubble">
              <RichText text={text} base={base} />
            </div>
          </div>
        </div>
      ) : null}
      <p class={words ? "status" : "status empty"} role="status">
        {words && <span class="dots" aria-hidden="true" />}
        {words}
      </p>
    </>
  );
}
