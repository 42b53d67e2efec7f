/** Does a guest's message order a booking: "book the Garden Flat", "ich möchte buchen", "réservez-le"? "Did you book it?" asks about one. */
export const asksToBook = (text: string): boolean => booksNow.test(text);

const booksNow =
  /(?<!\b(?:(?:did|have|has) (?:you|it|they|somebody|anyone)|already) (?:\S+ )?)(?<!\p{L})(?:book|reserve|buchen?|reservier\p{L}*|réserv(?:er|ez|e)|reserv(?:ar|e|es|en|em)|prenot(?:are|i|a)|boek(?:en)?)(?!\p{L})|预订|预定/iu;
