import { useLayoutEffect, useRef } from "preact/hooks";
import { SendIcon, StopIcon } from "../conversation/icons.tsx";

/** The server refuses longer messages with 413. Counted as it counts: UTF-16 code units. */
const charsMax = 4_000;
/** From here on the counter is shown. */
const charsShown = 3_600;

interface Props {
  text: string;
  onText: (text: string) => void;
  isReplying: boolean;
  isClosed: boolean;
  placeholder: string;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Enter sends, Shift+Enter breaks the line. While a reply is under way and nothing is typed, the button stops it. */
export function Composer({ text, onText, isReplying, isClosed, placeholder, onSend, onStop }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fitHeight(area.current, text), [text]);

  const isTooLong = text.trim().length > charsMax;
  const canSend = text.trim() !== "" && !isTooLong;
  const send = () => {
    if (!canSend) return;
    onSend(text);
    onText("");
    area.current?.focus();
  };
  const stop = (event: MouseEvent) => {
    // The second half of a double click on "Send" is not meant for the button that took its place.
    if (event.detail > 1) return;
    onStop();
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends the composition of a Chinese or Japanese word is not Enter.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isClosed && (
        <p class="composer-hint">This conversation is closed. Write to begin again with the assistant.</p>
      )}
      <div class={isTooLong ? "composer-box bad" : "composer-box"}>
        <textarea
          ref={area}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label="Your message"
          aria-describedby="composer-count"
          aria-invalid={isTooLong}
          enterkeyhint="send"
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {isReplying && text === "" ? (
          <button type="button" class="round" aria-label="Stop the reply" onClick={stop}>
            <StopIcon />
          </button>
        ) : (
          <button type="submit" class="round" aria-label="Send" disabled={!canSend}>
            <SendIcon />
          </button>
        )}
      </div>
      <p id="composer-count" class={isTooLong ? "count bad" : "count"} role="status">
        {text.length >= charsShown ? countWords(text.trim().length) : ""}
      </p>
    </form>
  );
}

const countWords = (length: number): string =>
  length > charsMax
    ? `${(length - charsMax).toLocaleString("en")} characters too long`
    : `${length.toLocaleString("en")} of ${charsMax.toLocaleString("en")} characters`;

/** Grows with its text; the style sheet says how far. */
function fitHeight(area: HTMLTextAreaElement | null, text: string): void {
  if (!area) return;
  area.style.height = "auto";
  if (text !== "") area.style.height = `${area.scrollHeight}px`;
}
