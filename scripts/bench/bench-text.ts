/** What the guests of the benches ask. The scripted model counts. */
export const question = (words: number): string => `What should I know about the kitchen, in ${words} words?`;

/**
 * Plain sentences of a help centre that claim nothing: each word passes the claim gate at once, after it was looked at. Sentences with an
 * amount or a date would be held to their end, which makes fewer and larger events.
 */
export function answerText(words: number): string[] {
  const said = Array.from({ length: words }, (_, index) => sentences[index % sentences.length] as string);
  return said.map((word, index) => (index === 0 ? word : ` ${word}`));
}

const sentences =
  `The kitchen has a stove, an oven and a small fridge for your food. Pots and pans stand in the cupboard
below the sink, and there are plates and glasses for everyone in the house. The coffee machine takes ground coffee, which the shop
round the corner sells. Please leave the windows open a little while you cook, because the room is small. Salt, pepper and oil
are on the shelf, so you can start at your leisure. The bins for glass and paper stand in the yard behind the door.`.split(
    /\s+/,
  );
